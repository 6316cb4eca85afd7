// fragment dated_dataset(node, described): see coded.
/* include coded(described) */
