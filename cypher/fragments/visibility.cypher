// fragment visibility(node): FULL, OUTLINE or HIDDEN for the viewer, judged on the present class (design, shape).
// Where the kind of thing is known beforehand, its own fragment is planned many times faster than this one.
CASE
WHEN $sees_all THEN 'FULL'
WHEN node:Dataset THEN /* include visibility_dataset(node) */
WHEN node:Agreement THEN /* include visibility_agreement(node) */
WHEN node:Consumer THEN /* include visibility_consumer(node) */
WHEN node:Usage THEN /* include visibility_usage(node) */
WHEN node:CollectionCheck THEN /* include visibility_collectioncheck(node) */
WHEN node:Field OR node:Datum OR node:Exemption OR node:SourceDesignation OR node:Ruling THEN /* include shown_by_names(node) */
ELSE 'FULL' END
