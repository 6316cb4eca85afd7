// alignment/progress: how far the fields are aligned, and by which rules.
// return rule_set   String  version of the rules that the fields are aligned by, or are being aligned by; null: not known
// return aligned_to String  key of the last field that is; null where all are
// return settled_at Instant up to when rulings that began or ended have been followed; null: never yet
MATCH (store:CatalogStore {id: 'store'})
RETURN store.rule_set AS rule_set, store.aligned_to AS aligned_to, store.settled_at AS settled_at
