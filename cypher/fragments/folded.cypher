// fragment folded(text): a name or code as it is told from others: without case, width (NFKC) and blanks; as `wording.folded`.
toLower(replace(normalize(text, NFKC), ' ', ''))
