// fragment visibility_exemption(node): FULL or HIDDEN: an exemption is its unit's, and as visible as the datum that it is of.
/* include shown_by_names(node) */
