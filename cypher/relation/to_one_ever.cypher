// relation/to_one_ever: what stands at the one other end, whether the relation still holds or has ended.
// each   agreement_consumer  GRANTED_TO> Consumer the consumer that each agreement is granted to, of ended ones too
// each   designation_dataset NAMES>      Dataset  the dataset that each designation names as the source, of ended ones too
// each   designation_datum   OF>         Datum    the datum whose source each designation rules, of ended ones too
// each   exemption_datum     OF>         Datum    the datum of each exemption, of ended ones too
// each   exemption_unit      FOR>        Unit     the unit of each exemption, of ended ones too
// param  keys           Strings  keys of the things that it is asked of
// param  as_of          Instant  when the relation must have held
// param  revision       Integer  catalog revision that must have known it
// param  state_revision Integer  revision whose descriptions are wanted
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// return groups         List     description of the other, each with the keys that lead to it
UNWIND $keys AS key
MATCH (:Entity {key: key})-[fact:TIE]-(node:KIND)
WHERE fact.rev_from <= $revision
WITH node, collect(DISTINCT key) AS keys
WITH node, keys, /* include visibility(node) */ AS visibility
WHERE visibility <> 'HIDDEN'
WITH node, keys, visibility, /* include state(node) */ AS described
WITH keys, visibility, /* include dated(node, described) */ AS described ORDER BY described.key
RETURN collect({keys: keys, row: /* include shown(described, visibility) */}) AS groups
