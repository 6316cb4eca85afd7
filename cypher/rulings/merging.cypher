// rulings/merging: designations that are left behind where fields came to denote another datum, for a change that moved them.
// param  shifts        Maps     was and now (keys of data), since and until of each move
// param  now           Instant  the instant of the change
// param  open_revision Integer  the far end of the record
// return designations  List     described, slot, datum, dataset (key and name), the unit that provides it (name, or null), now and its name, valid_from and valid_to of each stretch that meets a move, since and until of the move
// Left behind is what its dataset does not have any more, while it has what took its place.
UNWIND $shifts AS shift
MATCH (was:Entity&Datum {key: shift.was})<-[about:OF]-(designation:SourceDesignation)-[names:NAMES]->(dataset:Dataset)
WHERE about.rev_to = $open_revision AND shift.since < about.valid_to AND about.valid_from < shift.until
  AND names.rev_to = $open_revision AND about.valid_from < names.valid_to AND names.valid_from < about.valid_to
WITH DISTINCT shift, was, about, designation, dataset
MATCH (now:Entity&Datum {key: shift.now})
WHERE EXISTS {
  MATCH (dataset)-[has:HAS_FIELD]->(:Field)-[means:DENOTES]->(now)
  WHERE has.rev_to = $open_revision AND has.valid_from <= shift.since < has.valid_to
    AND means.rev_to = $open_revision AND means.valid_from <= shift.since < means.valid_to
} AND NOT EXISTS {
  MATCH (dataset)-[kept:HAS_FIELD]->(:Field)-[same:DENOTES]->(was)
  WHERE kept.rev_to = $open_revision AND kept.valid_from <= shift.since < kept.valid_to
    AND same.rev_to = $open_revision AND same.valid_from <= shift.since < same.valid_to
}
WITH shift, was, now, about, designation, dataset, /* include provided_by(dataset) */ AS givers ORDER BY designation.key, about.valid_from, now.key, shift.since
RETURN collect({
  described: properties(designation), slot: about.slot, datum: was.key, dataset: dataset.key, dataset_name: dataset.name,
  unit: head([giver IN givers | giver.name]), now: now.key, now_name: now.name, valid_from: about.valid_from, valid_to: about.valid_to,
  since: shift.since, until: shift.until
}) AS designations
