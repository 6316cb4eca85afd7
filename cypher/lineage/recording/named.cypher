// lineage/recording/named: which datasets tools mean by names, and whose they are, for a change that builds on them.
// param  keys          Strings  keys of names (`seen_names.key_of`)
// param  open_revision Integer  the far end of the record
// return named         List     key of the name, of its dataset and of whose it is (`owner`), of each that is known
UNWIND $keys AS key
MATCH (name:DatasetName {key: key})-[:OF]->(dataset:Dataset)
WITH name, dataset ORDER BY name.key
RETURN collect({name: name.key, dataset: dataset.key, owner: /* include owner(dataset) */}) AS named
