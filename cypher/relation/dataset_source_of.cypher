// relation/dataset_source_of: the data of which datasets are the source, by name.
// param  keys           Strings  keys of the datasets
// param  after_name     Map      name at the place before the page, as a bound; '' at the start
// param  after_key      String   key at that place
// param  limit          Integer  how many of each at the most
// param  as_of          Instant  when the relation must have held
// param  revision       Integer  catalog revision that must have known it
// param  state_revision Integer  revision whose descriptions are wanted
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// param  populations    Map      what is above and apart from each word for a population
// return groups         List     key of each and the descriptions of its data
// Of an entry of which the viewer sees the outline it is not asked whether it has the datum: that is not theirs to know.
UNWIND $keys AS key
CALL (key) {
  MATCH (source:Entity {key: key})<-[fact:NAMES]-(designation:SourceDesignation)-[about:OF]->(node:Datum)
  WHERE /* include interval(fact) */ AND /* include interval(about) */
  WITH node, source, designation, /* include state(source) */ AS said
  WHERE /* include visibility_dataset(source) */ = 'OUTLINE' OR /* include still_source(source, said, node, designation) */
  WITH DISTINCT node
  WITH node, /* include visibility_datum(node) */ AS visibility
  WHERE visibility <> 'HIDDEN'
  WITH visibility, /* include state(node) */ AS described
  WHERE /* include after_place(described) */
  WITH visibility, described ORDER BY described.name, described.key LIMIT $limit
  RETURN collect(/* include shown(described, visibility) */) AS rows
}
WITH key, rows ORDER BY key
RETURN collect({key: key, rows: rows}) AS groups
