// spelling/reach: note how far the fields are spelled that were on record before spellings were.
// param  spelled_to String  key of the last one; null when all are
// return reached    Integer how many stores noted it: one
MATCH (store:CatalogStore {id: 'store'})
SET store.spelled_to = $spelled_to
RETURN count(store) AS reached
