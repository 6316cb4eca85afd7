// fragment came_from(field, acquisition, unit): whether lineage on record says where a field of a unit is from.
// What is had by sharing is had from others: lineage declared by hand from what is, or once was, the unit's own is no source of it, else its word alone would clear it of collecting.
// But for what the unit itself has by sharing, of which the same is asked, and for copies: of them rule LIN-1 asks as well.
EXISTS {
  MATCH (field)-[before:DERIVED_FROM|WRITTEN_BY]->(begins_at)
  WHERE /* include traced(before) */ AND (acquisition <> 'SHARED' OR before.source <> 'DECLARED' OR CASE
    WHEN begins_at:Field THEN NOT EXISTS {
      MATCH (once_in:Dataset)-[having_it:HAS_FIELD]->(begins_at)
      WHERE having_it.rev_from <= $revision < having_it.rev_to AND /* include answers_for(once_in) */ = unit
    } OR EXISTS {
      MATCH (within:Dataset)-[standing:HAS_FIELD]->(begins_at)
      WHERE /* include interval(standing) */
        AND (/* include state(begins_at) */.acquisition = 'SHARED' OR /* include state(within) */.listing = 'RECEIVED')
    }
    ELSE NOT EXISTS { MATCH (begins_at)-[reading:READS]->() WHERE /* include traced(reading) */ } OR EXISTS {
      MATCH (begins_at)-[reading:READS]->(read_from:Dataset)
      WHERE /* include traced(reading) */
        AND (coalesce(/* include answers_for(read_from) */ <> unit, true) OR /* include state(read_from) */.listing = 'RECEIVED')
    } END)
}
