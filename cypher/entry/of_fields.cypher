// entry/of_fields: the datasets that fields stand in now, for a change that touched the fields.
// param  fields        Strings  keys of the fields
// param  now           Instant  the instant of the change
// param  open_revision Integer  the far end of the record
// return datasets      Strings  keys of the datasets
UNWIND $fields AS key
MATCH (:Entity {key: key})<-[has:HAS_FIELD]-(dataset:Dataset)
WHERE has.rev_to = $open_revision AND has.valid_from <= $now < has.valid_to
WITH DISTINCT dataset.key AS found ORDER BY found
RETURN collect(found) AS datasets
