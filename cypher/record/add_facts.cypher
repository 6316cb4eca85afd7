// record/add_facts: put new dated facts on record.
// param  rows          Maps     type, start, end, valid_from and valid_to (places in `instants`; null: open), and the properties of each
// param  instants      List     instants that rows have their dates from
// param  revision      Integer  the revision that records them
// param  open_start    Instant  the far start of time
// param  open_end      Instant  the far end of time
// param  open_revision Integer  the far end of the record
// return recorded      List     places in `rows` of those both ends of which there are
UNWIND range(0, size($rows) - 1) AS place
WITH place, $rows[place] AS row
MATCH (start:Entity {key: row.start})
MATCH (end:Entity {key: row.end})
CREATE (start)-[fact:$(row.type)]->(end)
SET fact = row.properties, fact.rev_from = $revision, fact.rev_to = $open_revision,
    fact.valid_from = coalesce($instants[row.valid_from], $open_start), fact.valid_to = coalesce($instants[row.valid_to], $open_end),
    fact.live_key = CASE WHEN row.valid_to IS NULL THEN row.properties.slot END
WITH place ORDER BY place
RETURN collect(place) AS recorded
