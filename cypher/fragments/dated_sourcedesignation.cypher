// fragment dated_sourcedesignation(node, described): see dated_on_datum.
/* include dated_on_datum(node, described) */
