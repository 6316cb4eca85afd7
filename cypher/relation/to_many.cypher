// relation/to_many: a page by name.
// each   consumer_agreements <GRANTED_TO Agreement the agreements granted to consumers, by name
// each   consumer_usages     MAKES>      Usage     what consumers use data for, by name
// each   datum_fields        <DENOTES    Field     the fields that denote data, by name
// each   element_datums      <OF         Datum     the data of standard elements, by name
// each   unit_datasets       PROVIDES>   Dataset   the datasets that units provide, by name
// each   unit_consumers      <ACTS_FOR   Consumer  the consumers that act for units, by name
// each   unit_projects       UNDERTAKES> Project   the projects that units undertake, by name
// each   unit_systems        OPERATES>   System    the systems that units operate, by name
// param  keys           Strings  keys of the things that it is asked of
// param  after_name     Map      name at the place before the page, as a bound; '' at the start
// param  after_key      String   key at that place
// param  limit          Integer  how many of each at the most
// param  as_of          Instant  when the relation must have held
// param  revision       Integer  catalog revision that must have known it
// param  state_revision Integer  revision whose descriptions are wanted
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// return groups         List     key of each and the descriptions of the others
UNWIND $keys AS key
CALL (key) {
  MATCH (:Entity {key: key})-[fact:TIE]-(node:KIND)
  WHERE /* include interval(fact) */
  WITH node, /* include visibility(node) */ AS visibility
  WHERE visibility <> 'HIDDEN'
  WITH node, visibility, /* include state(node) */ AS described
  WITH visibility, /* include dated(node, described) */ AS described
  WHERE /* include after_place(described) */
  WITH visibility, described ORDER BY described.name, described.key LIMIT $limit
  RETURN collect(/* include shown(described, visibility) */) AS rows
}
WITH key, rows ORDER BY key
RETURN collect({key: key, rows: rows}) AS groups
