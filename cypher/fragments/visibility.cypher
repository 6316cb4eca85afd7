// fragment visibility(node): FULL, OUTLINE or HIDDEN for the viewer, judged on the present class (design, shape).
// Where the kind of thing is known beforehand, its own fragment is planned many times faster than this one.
CASE
WHEN $sees_all THEN 'FULL'
WHEN node:Field THEN /* include visibility_field(node) */
WHEN node:Dataset THEN /* include visibility_dataset(node) */
WHEN node:Agreement THEN /* include visibility_agreement(node) */
WHEN node:Consumer THEN /* include visibility_consumer(node) */
WHEN node:Usage THEN /* include visibility_usage(node) */
WHEN node:Datum THEN /* include visibility_datum(node) */
WHEN node:Exemption THEN /* include visibility_exemption(node) */
WHEN node:SourceDesignation THEN /* include visibility_sourcedesignation(node) */
WHEN node:Ruling THEN /* include visibility_ruling(node) */
WHEN node:CollectionCheck THEN /* include visibility_collectioncheck(node) */
ELSE 'FULL' END
