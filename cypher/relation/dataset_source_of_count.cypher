// relation/dataset_source_of_count: of how many data each dataset is the source.
// param  keys     Strings  keys of the datasets
// param  as_of    Instant  when the relation must have held
// param  revision Integer  catalog revision that must have known it
// param  state_revision Integer revision whose descriptions count
// param  sees_all Boolean  whether nothing is hidden from the viewer
// param  viewer_unit String   key of the viewer's unit
// param  populations Map    what is above and apart from each word for a population
// return groups   List     key and total of each
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
  RETURN count(node) AS total
}
WITH key, total ORDER BY key
RETURN collect({key: key, total: total}) AS groups
