// store/secret: what all servers of a store seal with.
// return secret String  random text, made with the store
// everybody the program seals with it; nobody is shown it
MATCH (store:CatalogStore {id: 'store'})
RETURN store.secret AS secret
