// fragment visibility_ruling(node): FULL or HIDDEN: a ruling is as visible as the fields and data that its sides and its moves name.
/* include shown_by_names(node) */
