// source/stretches: when a designation makes its dataset the source, as it is on record, for a change that ends it.
// param  designation   String   its key
// param  open_revision Integer  the far end of the record
// return stretches     List     datum (key), slot, valid_from and valid_to of each, in order
MATCH (:SourceDesignation {key: $designation})-[about:OF]->(datum:Datum)
WHERE about.rev_to = $open_revision
WITH about, datum ORDER BY about.valid_from
RETURN collect({datum: datum.key, slot: about.slot, valid_from: about.valid_from, valid_to: about.valid_to}) AS stretches
