// source/merging: designations that are left behind where fields came to denote another datum, for a change that moved them.
// param  pairs         Maps     was and now (keys of data) of each move
// param  at            Instant  the instant of the change
// param  open_revision Integer  the far end of the record
// return designations  List     described, slot, dataset (key and name), was, now and its name, valid_from and valid_to of each stretch to come
// Left behind is what its dataset does not have any more, while it has what took its place.
UNWIND $pairs AS pair
MATCH (:Entity&Datum {key: pair.was})<-[about:OF]-(designation:SourceDesignation)-[names:NAMES]->(dataset:Dataset)
WHERE about.rev_to = $open_revision AND $at < about.valid_to AND names.rev_to = $open_revision
  AND about.valid_from < names.valid_to AND names.valid_from < about.valid_to
WITH DISTINCT pair, about, designation, dataset
MATCH (dataset)-[has:HAS_FIELD]->(:Field)-[means:DENOTES]->(now:Datum)
WHERE now.key = pair.now AND has.live_key IS NOT NULL AND means.live_key IS NOT NULL
WITH DISTINCT pair, now, about, designation, dataset
WHERE NOT EXISTS {
  MATCH (dataset)-[kept:HAS_FIELD]->(:Field)-[same:DENOTES]->(was:Datum)
  WHERE was.key = pair.was AND kept.live_key IS NOT NULL AND same.live_key IS NOT NULL
}
WITH pair, now, about, designation, dataset ORDER BY designation.key, about.valid_from, now.key
RETURN collect({
  described: properties(designation), slot: about.slot, dataset: dataset.key, dataset_name: dataset.name,
  was: pair.was, now: now.key, now_name: now.name, valid_from: about.valid_from, valid_to: about.valid_to
}) AS designations
