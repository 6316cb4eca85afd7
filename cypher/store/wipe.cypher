// store/wipe: empty a test store, but for its marks. A store without the test marker has nothing wiped.
// return wiped Integer  how many nodes went
MATCH (:CatalogStore {id: 'store', is_test: true})
MATCH (node)
WHERE NOT node:CatalogStore
DETACH DELETE node
WITH count(*) AS wiped
MATCH (:CatalogStore {id: 'store', is_test: true})
CREATE (:AuditHead {id: 'head', sequence: 0, revision: 0, hash: '', revision_at: datetime('2021-01-01T00:00:00Z')})
RETURN wiped
