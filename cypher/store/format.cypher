// store/format: in which format the store's data is.
// return format  Integer  number of the last migration done whole; null where the store is not ours
// return is_test Boolean  whether tests may empty it
// everybody the store's format
OPTIONAL MATCH (store:CatalogStore {id: 'store'})
RETURN store.format AS format, store.is_test AS is_test
