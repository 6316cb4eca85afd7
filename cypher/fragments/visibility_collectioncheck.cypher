// fragment visibility_collectioncheck(node): FULL or HIDDEN: what a project plans to collect is its unit's.
CASE
WHEN $sees_all OR EXISTS {
  MATCH (node)<-[:HAS_CHECK]-(:Project)<-[undertakes:UNDERTAKES]-(:Unit {key: $viewer_unit})
  WHERE undertakes.live_key IS NOT NULL
} THEN 'FULL'
ELSE 'HIDDEN' END
