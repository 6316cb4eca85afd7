// 003_rulings: facts that are found by what was ruled, and how far the fields are aligned (ADR 0013).
CREATE INDEX denotes_in_subject IF NOT EXISTS FOR ()-[fact:DENOTES]-() ON (fact.in_subject);
CREATE INDEX denotes_anywhere IF NOT EXISTS FOR ()-[fact:DENOTES]-() ON (fact.anywhere);
CREATE INDEX denotes_ruling IF NOT EXISTS FOR ()-[fact:DENOTES]-() ON (fact.ruling);
CALL db.awaitIndexes(300);
MATCH (store:CatalogStore {id: 'store'}) REMOVE store.spelled_to;
