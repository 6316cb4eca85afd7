// store/claim: make an empty store ours.
// param  is_test Boolean  whether tests may empty it
// return format  Integer  number of the last migration done whole
MERGE (store:CatalogStore {id: 'store'})
  ON CREATE SET store.format = 0, store.is_test = $is_test, store.created_at = datetime()
RETURN store.format AS format
