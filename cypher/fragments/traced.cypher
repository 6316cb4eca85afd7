// fragment traced(fact): lineage that held at the instant, on record at the revision, and of which the viewer is told.
/* include interval(fact) */ AND /* include told(fact) */
