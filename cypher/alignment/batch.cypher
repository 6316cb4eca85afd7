// alignment/batch: a stretch of the fields on record, in the order of their keys, for aligning all of them anew.
// param  after   String  key of the last field before the stretch; '' at the start
// param  limit   Integer fields at the most
// param  but_by  String  leave out what was aligned by these rules, and by no ruling, which may end; null: nothing
// return reached String  key of the last field of the stretch; null where none is left
// return fields  List    those that stand in an entry now, with all around them
MATCH (field:Entity)
WHERE field.label = 'Field' AND field.key > $after
WITH field ORDER BY field.label, field.key LIMIT $limit
WITH collect(field) AS stretch
RETURN stretch[-1].key AS reached, COLLECT {
  UNWIND stretch AS field
  MATCH (field)<-[has:HAS_FIELD]-(dataset:Dataset)<-[gives:PROVIDES]-(unit:Unit)
  WHERE has.live_key IS NOT NULL AND gives.live_key IS NOT NULL AND NOT EXISTS {
    MATCH (field)-[denotes:DENOTES]->() WHERE denotes.live_key IS NOT NULL AND denotes.rule_set = $but_by AND denotes.ruling IS NULL
  }
  RETURN /* include placed(field, dataset, unit) */ ORDER BY field.key
} AS fields
