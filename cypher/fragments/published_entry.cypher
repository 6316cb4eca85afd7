// fragment published_entry(said): whether a dataset, as it is described, is an entry of the catalog, and published.
(coalesce(said.status, 'DRAFT') = 'PUBLISHED' AND coalesce(said.listing, 'LISTED') = 'LISTED')
