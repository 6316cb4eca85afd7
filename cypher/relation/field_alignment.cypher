// relation/field_alignment: how each field was matched to the datum that it denotes.
// param  keys        List     keys of the fields
// param  as_of       Instant  when the relation must have held
// param  revision    Integer  catalog revision that must have known it
// param  sees_all    Boolean  whether nothing is hidden from the viewer
// param  viewer_unit String   key of the viewer's unit
// return groups      List     key of each and form, confidence and method of the match
UNWIND $keys AS key
MATCH (parent:Entity {key: key})-[fact:DENOTES]->(:Datum)
WHERE /* include interval(fact) */ AND /* include visibility(parent) */ <> 'HIDDEN'
WITH key, fact ORDER BY key, fact.key
WITH key, head(collect(fact {.form, .confidence, .method})) AS row
RETURN collect({key: key, row: row}) AS groups
