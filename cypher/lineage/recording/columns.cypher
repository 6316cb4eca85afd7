// lineage/recording/columns: the fields of datasets that are on record, for a change that builds on them.
// param  datasets      Strings  keys of datasets
// param  open_revision Integer  the far end of the record
// return columns       List     dataset, key, name and column name of each
UNWIND $datasets AS key
MATCH (dataset:Entity&Dataset {key: key})-[has:HAS_FIELD]->(field:Field)
WHERE has.rev_to = $open_revision AND has.live_key IS NOT NULL
WITH dataset, field ORDER BY dataset.key, field.key
RETURN collect({dataset: dataset.key, key: field.key, name: field.name, column_name: field.column_name}) AS columns
