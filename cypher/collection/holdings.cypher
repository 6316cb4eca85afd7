// collection/holdings: who holds some data, in which entries, and what lets a unit have or collect them.
// param  data         Strings  keys of the data
// param  unit           String   key of the unit that asks
// param  limit          Integer  holders of each datum at the most, those that matter first
// param  as_of          Instant  when relations must have held
// param  revision       Integer  catalog revision that must have known them
// param  state_revision Integer  revision whose descriptions count
// param  populations    Map      what is above and apart from each word for a population
// return holdings       List     datum, alignment, field, dataset, provider, system, coverages it is the source for
// return exempted       List     datum and exemption (described) of each exemption of the unit, ended ones too
// return agreements     List     described, with the keys of the datasets covered, of each that the unit asked for, ended ones too
// return overflowing    List     keys of data that have more holders than the limit
// everybody a verdict reads everything and redacts what it shows
// Which holders matter first is told by how they are described now: it decides only where a datum has more than the limit.
// A verdict reads everything, whoever asks, and redacts what it shows (design, shape).
UNWIND $data AS datum_key
MATCH (datum:Entity {key: datum_key})
WITH collect(datum) AS data
WITH data, COLLECT {
  MATCH (:Entity&Unit {key: $unit})-[own:PROVIDES]->(dataset:Dataset) WHERE /* include interval(own) */ RETURN dataset
} AS own
CALL (data, own) {
  UNWIND data AS datum
  CALL (datum, own) {
    WITH datum, own, COLLECT {
      MATCH (dataset:Dataset)<-[names:NAMES]-(:SourceDesignation)-[about:OF]->(datum)
      WHERE /* include interval(names) */ AND /* include interval(about) */
      RETURN dataset
    } AS designated
    MATCH (datum)<-[denotes:DENOTES]-(field:Field)<-[has:HAS_FIELD]-(dataset:Dataset)
    WHERE /* include interval(denotes) */ AND /* include interval(has) */ AND dataset.created_rev <= $revision
    WITH datum, denotes, field, dataset,
      CASE
      WHEN dataset IN own THEN 0
      WHEN dataset IN designated THEN 1
      WHEN /* include offered(dataset) */ THEN CASE dataset.sharing_class WHEN 'UNCONDITIONAL' THEN 2 ELSE 3 END
      WHEN dataset.listing = 'LISTED' THEN 4
      ELSE 5 END AS rank
    ORDER BY rank, dataset.key, field.position, field.key
    LIMIT $limit
    WITH datum, denotes, field, dataset, rank,
      /* include state(field) */ AS field_said, /* include state(dataset) */ AS dataset_said
    RETURN collect({
      datum: datum.key, confidence: denotes.confidence, method: denotes.method, form: denotes.form,
      field: field_said, dataset: dataset_said,
      provider: head(COLLECT {
        MATCH (dataset)<-[gives:PROVIDES]-(provider:Unit) WHERE /* include interval(gives) */
        WITH /* include state(provider) */ AS giver
        RETURN giver {.key, .name, .level}
      }),
      system: head(COLLECT {
        MATCH (dataset)<-[holds:HOLDS]-(system:System) WHERE /* include interval(holds) */
        WITH /* include state(system) */ AS holder
        RETURN holder {.key, .name, .source_level}
      }),
      sources: COLLECT {
        MATCH (dataset)<-[names:NAMES]-(designation:SourceDesignation)-[about:OF]->(datum)
        WHERE /* include interval(names) */ AND /* include interval(about) */
          AND /* include still_source(dataset, dataset_said, datum, designation) */
        RETURN properties(designation)
      }
    }) AS held
  }
  RETURN collect({datum: datum.key, held: held}) AS groups
}
RETURN reduce(held = [], group IN groups | held + group.held) AS holdings,
  COLLECT {
    UNWIND data AS datum
    MATCH (datum)<-[about:OF]-(exemption:Exemption)-[covers:FOR]->(:Entity&Unit {key: $unit})
    WHERE /* include begun(about) */ AND /* include begun(covers) */
    WITH DISTINCT datum, exemption
    WITH datum, exemption, /* include state(exemption) */ AS exempted
    RETURN {datum: datum.key, exemption: /* include dated_on_datum(exemption, exempted) */}
  } AS exempted,
  COLLECT {
    MATCH (:Entity&Unit {key: $unit})<-[acts:ACTS_FOR]-(:Consumer)<-[granted:GRANTED_TO]-(agreement:Agreement)
    WHERE /* include interval(acts) */ AND /* include begun(granted) */
    WITH DISTINCT agreement
    WITH agreement, /* include state(agreement) */ AS agreed
    RETURN {
      agreement: /* include dated_agreement(agreement, agreed) */,
      datasets: COLLECT {
        MATCH (agreement)-[covers:COVERS]->(covered:Dataset) WHERE /* include begun(covers) */
        RETURN DISTINCT covered.key
      }
    }
  } AS agreements,
  [group IN groups WHERE size(group.held) >= $limit | group.datum] AS overflowing
