// collection/no_longer_collected: pairs of unit and datum of which no field is left, for a change that closes them.
// param  pairs         List     unit and datum (keys) of each
// param  open_revision Integer  the far end of the record
// param  threshold     Float    least confidence of an alignment that says a unit collects
// return gone          List     the pairs without a collecting field
// Few of the pairs are on record as COLLECTS at all: that is asked first.
UNWIND $pairs AS pair
MATCH (unit:Unit)-[collects:COLLECTS]->(:Datum)
WHERE collects.live_key = 'COLLECTS|' + pair.unit + '|' + pair.datum AND NOT EXISTS {
  MATCH (unit)-[gives:PROVIDES]->(dataset:Dataset)-[has:HAS_FIELD]->(field:Field)-[denotes:DENOTES]->(datum:Datum)
  WHERE datum.key = pair.datum AND gives.live_key IS NOT NULL AND has.live_key IS NOT NULL
    AND denotes.live_key IS NOT NULL AND denotes.confidence >= $threshold
    AND dataset.listing <> 'RECEIVED' AND field.acquisition = 'COLLECTED' AND dataset.status <> 'WITHDRAWN'
    AND denotes.rev_to = $open_revision
}
WITH pair ORDER BY pair.unit, pair.datum
RETURN collect({unit: pair.unit, datum: pair.datum}) AS gone
