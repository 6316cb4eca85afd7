// relation/to_one: what stands at the one other end.
// each   check_project    <HAS_CHECK  Project   on which project each check of a plan is kept
// each   consumer_unit    ACTS_FOR>   Unit      the unit that each consumer acts for
// each   dataset_provider <PROVIDES   Unit      which unit provides each dataset
// each   datum_element    OF>         Element   the standard element of each datum
// each   field_dataset    <HAS_FIELD  Dataset   the dataset that each field is an item of
// each   field_datum      DENOTES>    Datum     the datum that each field denotes
// each   project_unit     <UNDERTAKES Unit      which unit undertakes each project
// each   system_operator  <OPERATES   Unit      which unit operates each system
// each   usage_agreement  UNDER>      Agreement the agreement that each usage rests on
// each   usage_consumer   <MAKES      Consumer  the consumer that makes each usage
// each   usage_dataset    OF>         Dataset   the dataset that each usage is of
// param  keys           Strings  keys of the things that it is asked of
// param  as_of          Instant  when the relation must have held
// param  revision       Integer  catalog revision that must have known it
// param  state_revision Integer  revision whose descriptions are wanted
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// return groups         List     description of the other, each with the keys that lead to it
UNWIND $keys AS key
MATCH (:Entity {key: key})-[fact:TIE]-(node:KIND)
WHERE /* include interval(fact) */
WITH node, collect(key) AS keys
WITH node, keys, /* include visibility(node) */ AS visibility
WHERE visibility <> 'HIDDEN'
WITH node, keys, visibility, /* include state(node) */ AS described
WITH keys, visibility, /* include dated(node, described) */ AS described ORDER BY described.key
RETURN collect({keys: keys, row: /* include shown(described, visibility) */}) AS groups
