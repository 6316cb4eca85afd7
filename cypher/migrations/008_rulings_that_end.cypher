// 008_rulings_that_end: what a ruling decides is on record until its own end; earlier releases followed it once that had come.
MATCH (store:CatalogStore {id: 'store'}) REMOVE store.rule_set, store.aligned_to, store.settled_at;
