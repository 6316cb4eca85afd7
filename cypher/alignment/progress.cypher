// alignment/progress: how far the fields are aligned, and by which rules.
// return rule_set   String  version of the rules that the fields are aligned by, or are being aligned by; null: not known
// return aligned_to String  key of the last field that is; null where all are
MATCH (store:CatalogStore {id: 'store'})
RETURN store.rule_set AS rule_set, store.aligned_to AS aligned_to
