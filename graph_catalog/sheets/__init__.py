"""Files in and out: the catalog template, plans and pairs, as CSV. Pure: no store, no clock."""
