// rulings/claims: what people have designated of some data, what of that rulings have taken away, and what rulings have made sources of them.
// param  data          Strings  keys of the data
// param  ended         String   key of a ruling that ends by the change; empty: none does
// param  now           Instant  the instant from which on it is asked for
// param  open_revision Integer  the far end of the record
// return sources       List     described, slot, datum (key and name), dataset (key and name), unit, valid_from and valid_to of each stretch, the revision that said so, and the ruling that takes it away, or null
// return rulings       List     key, revision, stays and outranked (dataset|datum of each), valid_from and valid_to of each ruling in force
// return origins       List     keys of the data from which rulings have taken sources that have come to these, would come to them, or were moved by the one that ends
CALL () {
  UNWIND $data AS key
  MATCH (datum:Entity&Datum {key: key})<-[told:OF]-(designation:SourceDesignation)-[:NAMES]->(dataset:Dataset)
  WITH DISTINCT datum, designation, dataset, told.slot AS slot
  CALL (datum, designation) {
    MATCH (designation)-[about:OF]->(datum)
    WHERE about.rev_to = $open_revision AND $now < about.valid_to
    RETURN about.valid_from AS start, about.valid_to AS end, about.said AS said, null AS by
    UNION ALL
    MATCH (designation)<-[takes:TAKES]-(ruling:Ruling)
    WHERE takes.rev_to = $open_revision AND $now < takes.valid_to
    RETURN takes.valid_from AS start, takes.valid_to AS end, takes.said AS said, ruling.key AS by
  }
  WITH datum, designation, dataset, slot, start, end, said, by, /* include provided_by(dataset) */ AS givers
  ORDER BY designation.key, start, by
  RETURN collect({
    described: properties(designation), slot: slot, datum: datum.key, datum_name: datum.name, dataset: dataset.key,
    dataset_name: dataset.name, unit: head([giver IN givers | giver.name]), valid_from: start, valid_to: end,
    said: coalesce(said, designation.created_rev), by: by
  }) AS sources
}
RETURN sources, COLLECT {
  MATCH (ruling:Entity)
  WHERE ruling.label = 'Ruling' AND ruling.key IS NOT NULL AND $now < ruling.valid_to
  WITH ruling ORDER BY ruling.created_rev, ruling.key
  RETURN {
    key: ruling.key, revision: ruling.created_rev, stays: ruling.stays, outranked: ruling.outranked,
    valid_from: ruling.valid_from, valid_to: ruling.valid_to
  }
} AS rulings, COLLECT {
  CALL () {
    UNWIND $data AS key
    MATCH (:Entity&Datum {key: key})<-[means:DENOTES]-(:Field)<-[has:HAS_FIELD]-(dataset:Dataset)
    WHERE means.rev_to = $open_revision AND $now < means.valid_to AND means.ruling IS NOT NULL
      AND has.rev_to = $open_revision AND $now < has.valid_to
    WITH DISTINCT dataset
    MATCH (dataset)<-[:NAMES]-(home:SourceDesignation)<-[takes:TAKES]-(:Ruling)
    WHERE takes.rev_to = $open_revision AND $now < takes.valid_to
    RETURN home
    UNION
    UNWIND $data AS key
    MATCH (:Entity&Datum {key: key})<-[about:OF]-(made:SourceDesignation)-[:NAMES]->(dataset:Dataset)
    WHERE made.ruling IS NOT NULL AND about.rev_to = $open_revision AND $now < about.valid_to
    MATCH (dataset)<-[:NAMES]-(home:SourceDesignation)<-[takes:TAKES]-(:Ruling)
    WHERE takes.rev_to = $open_revision AND $now < takes.valid_to
    RETURN home
    UNION
    MATCH (:Entity {key: $ended})-[takes:TAKES]->(home:SourceDesignation)
    WHERE takes.rev_to = $open_revision AND $now < takes.valid_to
    RETURN home
    UNION
    MATCH (home:SourceDesignation {ruling: $ended})-[about:OF]->(:Datum)
    WHERE about.rev_to = $open_revision AND $now < about.valid_to
    RETURN home
  }
  MATCH (home)-[:OF]->(origin:Datum)
  RETURN DISTINCT origin.key AS origin ORDER BY origin
} AS origins
