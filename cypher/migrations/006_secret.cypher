// 006_secret: what the store's servers seal with, so that places in a list tell nothing (ADR 0019).
MATCH (store:CatalogStore {id: 'store'}) SET store.secret = coalesce(store.secret, randomUUID() + randomUUID());
