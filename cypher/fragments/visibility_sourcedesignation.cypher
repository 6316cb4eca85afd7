// fragment visibility_sourcedesignation(node): FULL or HIDDEN: a designation is as visible as the datum and the dataset that it names.
/* include shown_by_names(node) */
