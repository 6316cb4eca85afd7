// record/entries_of_fields: the datasets of fields that a change touched; of fields that only tools told of, which are no part of an entry, none.
// param  rows          Maps     key of each field, and of the dataset that it was put into or taken out of, null where it was described alone
// param  now           Instant  the instant of the change
// param  open_revision Integer  the far end of the record
// return datasets      Strings  keys of the datasets
UNWIND $rows AS row
MATCH (field:Entity {key: row.field})
WHERE coalesce(field.listing, 'LISTED') = 'LISTED'
WITH row, COLLECT {
  MATCH (field)<-[has:HAS_FIELD]-(dataset:Dataset)
  WHERE has.rev_to = $open_revision AND has.valid_from <= $now < has.valid_to
  RETURN dataset.key
} AS holding
UNWIND holding + CASE WHEN row.dataset IS NULL THEN [] ELSE [row.dataset] END AS found
WITH DISTINCT found ORDER BY found
RETURN collect(found) AS datasets
