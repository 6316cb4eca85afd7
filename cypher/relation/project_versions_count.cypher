// relation/project_versions_count: how many descriptions of each project are on record.
// param  keys           Strings  keys of the projects
// param  state_revision Integer  the newest revision wanted
// return groups         List     key and total of each
UNWIND $keys AS key
MATCH (node:Entity {key: key})
WITH key, node, /* include visibility_public(node) */ AS visibility
WHERE visibility <> 'HIDDEN'
WITH key, CASE WHEN node.rev_from <= $state_revision THEN 1 ELSE 0 END
  + COUNT { MATCH (node)-[:STATE]->(past:State) WHERE past.rev_from <= $state_revision } AS total ORDER BY key
RETURN collect({key: key, total: total}) AS groups
