// alignment/placed: fields with all around them that says what they denote.
// param  keys   Strings keys of the fields
// return fields List    those that stand in an entry now
UNWIND $keys AS key
MATCH (field:Entity {key: key})<-[has:HAS_FIELD]-(dataset:Dataset)<-[gives:PROVIDES]-(unit:Unit)
WHERE has.live_key IS NOT NULL AND gives.live_key IS NOT NULL
WITH field, dataset, unit ORDER BY field.key
RETURN collect(/* include placed(field, dataset, unit) */) AS fields
