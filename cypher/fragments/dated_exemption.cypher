// fragment dated_exemption(node, described): see dated_on_datum.
/* include dated_on_datum(node, described) */
