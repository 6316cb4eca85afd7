// spelling/older: a stretch of the fields on record, for what was there before spellings were.
// param  after   String   key of the last field before the stretch
// param  limit   Integer  fields at the most
// return reached String   key of the last field of the stretch; null where none is left
// return fields  List     what describes each that denotes a datum now, the datum's key and first revision
MATCH (field:Entity)
WHERE field.label = 'Field' AND field.key > $after
WITH field ORDER BY field.label, field.key LIMIT $limit
WITH collect(field) AS stretch
RETURN stretch[-1].key AS reached, COLLECT {
  UNWIND stretch AS told
  MATCH (datum:Datum)<-[denotes:DENOTES]-(told)<-[has:HAS_FIELD]-(dataset:Dataset)<-[gives:PROVIDES]-(unit:Unit)
  WHERE denotes.live_key IS NOT NULL AND has.live_key IS NOT NULL AND gives.live_key IS NOT NULL
  RETURN {
    name: told.name, column_name: told.column_name, description: told.description, data_type: told.data_type,
    dataset: dataset.name, unit: unit.name, datum: datum.key, created_rev: datum.created_rev
  } ORDER BY told.key
} AS fields
