// alignment/reach: note how far the fields are aligned.
// param  rule_set   String  version of the rules that they are being aligned by
// param  aligned_to String  key of the last one that is; null when all are
// return reached    Integer how many stores noted it: one
MATCH (store:CatalogStore {id: 'store'})
SET store.rule_set = $rule_set, store.aligned_to = $aligned_to
RETURN count(store) AS reached
