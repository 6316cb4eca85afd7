// fragment came_from(field, acquisition, unit): whether lineage on record says where a field of a unit is from.
// What is had by sharing is had from others: lineage declared by hand from what the unit itself collects or generates, or from its own entries by a job, is no source of it. Else its word alone would clear it of collecting.
EXISTS {
  MATCH (field)-[before:DERIVED_FROM|WRITTEN_BY]->(begins_at)
  WHERE /* include traced(before) */ AND (acquisition <> 'SHARED' OR before.source <> 'DECLARED' OR NOT CASE
    WHEN begins_at:Field THEN /* include state(begins_at) */.acquisition IN ['COLLECTED', 'GENERATED'] AND EXISTS {
      MATCH (unit)-[giving_it:PROVIDES]->(within:Dataset)-[having_it:HAS_FIELD]->(begins_at)
      WHERE within.listing = 'LISTED' AND /* include interval(giving_it) */ AND /* include interval(having_it) */
    }
    ELSE EXISTS { MATCH (begins_at)-[reading:READS]->() WHERE /* include traced(reading) */ } AND NOT EXISTS {
      MATCH (begins_at)-[reading:READS]->(read_from:Dataset)
      WHERE /* include traced(reading) */ AND NOT EXISTS {
        MATCH (unit)-[giving_that:PROVIDES]->(read_from)
        WHERE read_from.listing = 'LISTED' AND /* include interval(giving_that) */
      }
    } END)
}
