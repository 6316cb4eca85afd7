// audit/loose: what no entry of the log can speak of, and no walk comes to.
// return loose Integer  how many states that stand behind nothing, things without a proper key, and entries of the log without a proper number
RETURN COUNT {
  MATCH (past:State) WHERE NOT EXISTS { (past)<-[:STATE]-(:Entity) }
} + COUNT {
  MATCH (node:Entity) WHERE NOT (node.key IS :: STRING NOT NULL) OR node.key = ''
} + COUNT {
  MATCH (entry:AuditEntry) WHERE NOT (entry.sequence IS :: INTEGER NOT NULL) OR entry.sequence < 1
} AS loose
