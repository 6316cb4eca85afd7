// store/format: whose data the store holds, and in which format.
// return format  Integer  number of the last migration done whole; null where the store is not ours
// return is_test Boolean  whether tests may empty it
// return foreign String   a label of somebody else's data, where the store is not ours and not empty
OPTIONAL MATCH (store:CatalogStore {id: 'store'})
RETURN store.format AS format, store.is_test AS is_test,
  CASE WHEN store IS NULL THEN head(COLLECT {
    MATCH (node) RETURN coalesce(labels(node)[0], '?') LIMIT 1
  }) END AS foreign
