// sighting/named: which datasets tools mean by names, for a change that builds on them.
// param  keys  Strings  keys of names (`seen_names.key_of`)
// return named List     key of the name and of its dataset, of each that is known
UNWIND $keys AS key
MATCH (name:DatasetName {key: key})-[:OF]->(dataset:Dataset)
WITH name, dataset ORDER BY name.key
RETURN collect({name: name.key, dataset: dataset.key}) AS named
