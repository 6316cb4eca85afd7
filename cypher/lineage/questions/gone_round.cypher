// lineage/questions/gone_round: where the fields of cycles of lineage belong, and who may see that (rule LIN-3).
// param  fields         Strings  keys of the fields
// param  datasets       Strings  keys of datasets that are in a cycle as a whole
// param  as_of          Instant  when relations must have held
// param  revision       Integer  catalog revision that must have known them
// param  state_revision Integer  revision whose descriptions are wanted
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// return homes          List     [field, dataset] of those fields that have one
// return places         List     [dataset, name, unit, unit's name, visibility] of all datasets
CALL () {
  UNWIND $fields AS field_key
  MATCH (field:Entity {key: field_key})<-[has:HAS_FIELD]-(home:Dataset) WHERE /* include interval(has) */
  RETURN collect([field.key, home.key]) AS homes, collect(DISTINCT home) AS around
}
CALL (around) {
  UNWIND around + COLLECT {
    UNWIND $datasets AS dataset_key
    MATCH (whole:Entity {key: dataset_key}) RETURN whole
  } AS place
  WITH DISTINCT place
  WITH place, /* include state(place) */ AS said, /* include answers_for(place) */ AS unit,
    /* include visibility_dataset(place) */ AS visibility
  ORDER BY place.key
  RETURN collect([place.key, said.name, unit.key, /* include state(unit) */.name, visibility]) AS places
}
RETURN homes, places
