// rules/collected_by: the data that a unit collects, as far as the viewer may know that it does.
// param  unit        String   key of the unit
// param  as_of       Instant  when relations must have held
// param  revision    Integer  catalog revision that must have known them
// param  sees_all    Boolean  whether nothing is hidden from the viewer
// param  viewer_unit String   key of the viewer's unit
// return keys        Strings  keys of the data
// everybody keys, by which rules/duplicates looks; it judges each datum
// From the unit's own holdings: whether each datum is collected openly would walk all fields of the district that denote it.
MATCH (collector:Entity&Unit {key: $unit})-[collects:COLLECTS]->(datum:Datum)
WHERE /* include interval(collects) */
WITH collector, collect(DISTINCT datum.key) AS collected
WITH collected, CASE WHEN $sees_all OR collector.key = $viewer_unit THEN collected ELSE COLLECT {
  MATCH (collector)-[gives:PROVIDES]->(dataset:Dataset)
  WHERE /* include interval(gives) */
  MATCH (dataset)-[has:HAS_FIELD]->(field:Field)
  WHERE /* include interval(has) */ AND /* include shares_field(dataset, field) */
  MATCH (field)-[means:DENOTES]->(told:Datum)
  WHERE /* include interval(means) */
  RETURN DISTINCT told.key
} END AS openly
RETURN [key IN collected WHERE key IN openly] AS keys
