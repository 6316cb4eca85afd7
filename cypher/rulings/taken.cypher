// rulings/taken: what rulings took away from sources and what they brought along instead, and what lives on the same data now.
// param  rulings       Strings  keys of the rulings
// param  now           Instant  the instant from which on it is asked for
// param  open_revision Integer  the far end of the record
// return taken         List     ruling, described, slot, datum, dataset (key and name), valid_from and valid_to of each time that was taken away
// return made          List     the same of each time for which something was ever brought along, but for the ruling, which the description has
// return live          List     the same of each stretch on record of all these data
// return names         List     key and name of each datum
UNWIND $rulings AS key
MATCH (ruling:Entity {key: key})
WITH collect(ruling) AS rulings
WITH rulings, COLLECT {
  UNWIND rulings AS ruling
  MATCH (ruling)-[takes:TAKES]->(designation:SourceDesignation)-[about:OF]->(datum:Datum)
  WHERE takes.rev_to = $open_revision AND $now < takes.valid_to
  MATCH (designation)-[:NAMES]->(dataset:Dataset)
  WITH DISTINCT ruling, takes, designation, datum, about.slot AS slot, dataset
  ORDER BY slot, takes.valid_from, designation.key
  RETURN {
    ruling: ruling.key, described: properties(designation), slot: slot, datum: datum.key, datum_name: datum.name,
    dataset: dataset.key, dataset_name: dataset.name, valid_from: takes.valid_from, valid_to: takes.valid_to
  }
} AS taken, COLLECT {
  UNWIND rulings AS ruling
  MATCH (designation:SourceDesignation {ruling: ruling.key})-[about:OF]->(datum:Datum)
  WHERE $now < about.valid_to
  MATCH (designation)-[:NAMES]->(dataset:Dataset)
  WITH DISTINCT designation, about, datum, dataset ORDER BY about.slot, about.valid_from, designation.key
  RETURN {
    described: properties(designation), slot: about.slot, datum: datum.key, datum_name: datum.name,
    dataset: dataset.key, dataset_name: dataset.name, valid_from: about.valid_from, valid_to: about.valid_to
  }
} AS made
WITH taken, made, [each IN taken + made | each.datum] AS data
RETURN taken, made, COLLECT {
  UNWIND data AS key
  WITH DISTINCT key
  MATCH (datum:Entity&Datum {key: key})<-[about:OF]-(designation:SourceDesignation)-[:NAMES]->(dataset:Dataset)
  WHERE about.rev_to = $open_revision AND $now < about.valid_to
  WITH DISTINCT designation, about, datum, dataset ORDER BY about.slot, about.valid_from, designation.key
  RETURN {
    described: properties(designation), slot: about.slot, datum: datum.key, dataset: dataset.key,
    dataset_name: dataset.name, valid_from: about.valid_from, valid_to: about.valid_to
  }
} AS live, COLLECT {
  UNWIND taken + made AS each
  WITH DISTINCT each.datum AS key, each.datum_name AS name
  RETURN [key, name]
} AS names
