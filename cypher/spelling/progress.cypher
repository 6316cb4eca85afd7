// spelling/progress: how far the fields are spelled that were on record before spellings were.
// return spelled_to String  key of the last such field; null where there is none left
OPTIONAL MATCH (store:CatalogStore {id: 'store'})
RETURN store.spelled_to AS spelled_to
