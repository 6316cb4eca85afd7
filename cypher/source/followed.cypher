// source/followed: the lines of sources that a revision changed, as they were before it, as it left them, and as they are now.
// param  made          Integer  the revision
// param  now           Instant  the instant from which on they are asked for
// param  open_revision Integer  the far end of the record
// return stretches     List     described, slot, datum (key and name), dataset (key and name), valid_from, valid_to, and whether it was on record before, then, and is now, of each
// A line is what a datum has as its sources for one coverage: the slot of its facts.
MATCH (designation:Entity)-[changed:OF]->(datum:Datum)
WHERE designation.label = 'SourceDesignation' AND designation.key IS NOT NULL
  AND (changed.rev_from = $made OR changed.rev_to = $made)
WITH DISTINCT datum, changed.slot AS slot
MATCH (datum)<-[about:OF]-(source:SourceDesignation)-[:NAMES]->(dataset:Dataset)
WHERE about.slot = slot AND $now < about.valid_to
  AND (about.rev_to = $open_revision OR about.rev_from <= $made <= about.rev_to)
WITH DISTINCT datum, about, source, dataset ORDER BY about.slot, about.valid_from, source.key
RETURN collect({
  described: properties(source), slot: about.slot, datum: datum.key, datum_name: datum.name, dataset: dataset.key,
  dataset_name: dataset.name, valid_from: about.valid_from, valid_to: about.valid_to,
  before: about.rev_from < $made AND $made <= about.rev_to, then: about.rev_from <= $made AND $made < about.rev_to,
  now: about.rev_to = $open_revision
}) AS stretches
