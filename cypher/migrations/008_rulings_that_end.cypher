// 008_rulings_that_end: what a ruling decides is on record until its own end, and what it took from sources is a fact; earlier releases followed it once that had come.
CREATE CONSTRAINT takes_live_key IF NOT EXISTS FOR ()-[fact:TAKES]-() REQUIRE fact.live_key IS UNIQUE;
CREATE INDEX sourcedesignation_ruling IF NOT EXISTS FOR (node:SourceDesignation) ON (node.ruling);
CALL db.awaitIndexes(300);
MATCH (store:CatalogStore {id: 'store'}) REMOVE store.rule_set, store.aligned_to, store.settled_at;
