// audit/loose: what no entry of the log can speak of, and no walk comes to.
// param  kinds Strings  the labels of things
// return loose Integer  how many states that stand behind nothing, things without a proper key or label, facts that hang on no thing, other heads, and entries of the log without a proper number
// everybody a number, for the program
// Questions go by the label of a kind alone: what has it and is no Entity would count, and so would what hangs on it.
RETURN COUNT {
  MATCH (past:State) WHERE NOT EXISTS { (past)<-[:STATE]-(:Entity) }
} + COUNT {
  MATCH (node:Entity) WHERE NOT (node.key IS :: STRING NOT NULL) OR node.key = ''
} + COUNT {
  UNWIND $kinds AS kind
  MATCH (node:$(kind)) WHERE NOT node:Entity
  RETURN node
} + COUNT {
  MATCH (node:Entity)
  WHERE EXISTS {
    MATCH (node)-[fact]-(other)
    WHERE NOT other:Entity AND NOT other:State AND NOT (type(fact) = 'OF' AND (other:Run OR other:DatasetName))
  }
} + COUNT {
  MATCH (head:AuditHead) WHERE coalesce(head.id, '') <> 'head'
} + COUNT {
  MATCH (entry:AuditEntry) WHERE NOT (entry.sequence IS :: INTEGER NOT NULL) OR entry.sequence < 1
} AS loose
