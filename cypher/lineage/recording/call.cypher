// lineage/recording/call: let names of tools mean datasets from now on, whatever they meant before.
// param  rows   Maps    key, namespace and name, and the key of its dataset; null: nothing any more
// return called Integer how many
UNWIND $rows AS row
MERGE (name:DatasetName {key: row.key})
SET name.namespace = row.namespace, name.name = row.name
WITH name, row
CALL (name) { OPTIONAL MATCH (name)-[old:OF]->() DELETE old }
CALL (name, row) {
  MATCH (dataset:Entity&Dataset {key: row.dataset})
  CREATE (name)-[:OF]->(dataset)
}
RETURN count(name) AS called
