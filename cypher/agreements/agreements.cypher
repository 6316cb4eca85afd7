// agreements/agreements: the agreements with a consumer of a name, however it is written, that are on record, for a change that builds on them.
// param  consumer      String  key of the consumer
// param  called        String  name of the agreement, in lower case, NFKC, without blanks
// param  open_revision Integer the far end of the record
// return agreements    List    described, datasets (keys), usages (dataset and name), valid_from, valid_to, decision, voice and ended_at (its end where somebody ended it before its time, or null) of each stretch of time of each
MATCH (:Entity&Consumer {key: $consumer})<-[grants:GRANTED_TO]-(agreement:Agreement)
WHERE grants.rev_to = $open_revision
WITH agreement, grants, agreement.name AS name
WHERE /* include folded(name) */ = $called
WITH agreement, grants, CASE WHEN EXISTS {
  // What went on beyond its end was ended: nothing else makes one shorter.
  MATCH (agreement)-[said:GRANTED_TO]->(:Consumer)
  WHERE coalesce(said.decision, '') = coalesce(grants.decision, '') AND said.valid_from < grants.valid_to < said.valid_to
} THEN grants.valid_to END AS ended_at
WITH agreement, grants, ended_at ORDER BY agreement.key, grants.valid_from
RETURN collect({
  described: properties(agreement), valid_from: grants.valid_from, valid_to: grants.valid_to, voice: grants.voice, ended_at: ended_at,
  decision: coalesce(grants.decision, CASE agreement.status WHEN 'ENDED' THEN 'GRANTED' ELSE agreement.status END),
  datasets: COLLECT {
    MATCH (agreement)-[covers:COVERS]->(covered:Dataset) WHERE covers.rev_to = $open_revision
    RETURN DISTINCT covered.key AS key ORDER BY key
  },
  usages: COLLECT {
    MATCH (agreement)<-[:UNDER]-(usage:Usage)-[:OF]->(used:Dataset)
    RETURN DISTINCT [used.key, usage.name]
  }
}) AS agreements
