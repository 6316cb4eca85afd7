// alignment/settle: note up to when rulings that ended have been followed.
// param  settled_at Instant up to when
// return settled    Integer how many stores noted it: one
MATCH (store:CatalogStore {id: 'store'})
SET store.settled_at = $settled_at
RETURN count(store) AS settled
