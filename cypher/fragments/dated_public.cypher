// fragment dated_public(node, described): see coded.
/* include coded(described) */
