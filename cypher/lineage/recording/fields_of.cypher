// lineage/recording/fields_of: the fields of a dataset that are on record, for a change that builds on them.
// param  dataset       String   key of the dataset
// param  open_revision Integer  the far end of the record
// return fields        List     keys
MATCH (:Entity&Dataset {key: $dataset})-[has:HAS_FIELD]->(field:Field)
WHERE has.rev_to = $open_revision
WITH DISTINCT field.key AS key ORDER BY key
RETURN collect(key) AS fields
