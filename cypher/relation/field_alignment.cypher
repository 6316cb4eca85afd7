// relation/field_alignment: how each field was matched to the datum that it denotes.
// param  keys        Strings  keys of the fields
// param  as_of       Instant  when the relation must have held
// param  revision    Integer  catalog revision that must have known it
// param  sees_all    Boolean  whether nothing is hidden from the viewer
// param  viewer_unit String   key of the viewer's unit
// return groups      List     form, confidence and method of each match, with the key that leads to it
UNWIND $keys AS key
MATCH (parent:Entity {key: key})-[fact:DENOTES]->(:Datum)
WHERE /* include interval(fact) */ AND /* include visibility_field(parent) */ <> 'HIDDEN'
WITH key, fact ORDER BY key, fact.key
RETURN collect({keys: [key], row: fact {.form, .confidence, .method}}) AS groups
