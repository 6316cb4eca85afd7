// entries/around: to whom an entry belongs now, for a change that builds on it.
// param  dataset String   key of the dataset
// return unit    String   key of its provider
// return system  String   key of its system
// return fields  List     keys of its fields
MATCH (dataset:Entity&Dataset {key: $dataset})
RETURN head(COLLECT {
    MATCH (unit:Unit)-[gives:PROVIDES]->(dataset) WHERE gives.live_key IS NOT NULL RETURN unit.key
  }) AS unit,
  head(COLLECT {
    MATCH (system:System)-[holds:HOLDS]->(dataset) WHERE holds.live_key IS NOT NULL RETURN system.key
  }) AS system,
  COLLECT {
    MATCH (dataset)-[has:HAS_FIELD]->(field:Field) WHERE has.live_key IS NOT NULL
    RETURN field.key AS key ORDER BY field.position, key
  } AS fields
