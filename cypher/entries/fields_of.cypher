// entries/fields_of: all fields that some datasets have or once had, for a change that builds on them.
// param  keys   Strings  keys of the datasets
// return fields List     dataset's key, whether it has the field now, and the field's description, of each
UNWIND $keys AS key
MATCH (:Entity {key: key})-[fact:HAS_FIELD]->(field:Field)
WITH key, field, count(fact.live_key) > 0 AS has
ORDER BY key, field.position, field.key
RETURN collect([key, has, properties(field)]) AS fields
