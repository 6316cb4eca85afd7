// store/advance: note that a migration is done whole. The number only grows, whoever else migrates at the same time.
// param  number Integer  the migration's number
// return format Integer  number of the last migration done whole
MATCH (store:CatalogStore {id: 'store'})
SET store.format = CASE WHEN store.format < $number THEN $number ELSE store.format END
RETURN store.format AS format
