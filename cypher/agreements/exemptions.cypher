// agreements/exemptions: the exemptions of a unit for a datum that are on record, for a change that builds on them.
// param  datum         String  key of the datum
// param  unit          String  key of the unit
// param  open_revision Integer the far end of the record
// return exemptions    List    described, valid_from and valid_to of each stretch of time of each
MATCH (:Entity&Datum {key: $datum})<-[about:OF]-(exemption:Exemption)-[:FOR]->(:Unit {key: $unit})
WHERE about.rev_to = $open_revision
WITH DISTINCT exemption, about ORDER BY exemption.key, about.valid_from
RETURN collect({described: properties(exemption), valid_from: about.valid_from, valid_to: about.valid_to}) AS exemptions
