// alignment/embed: give spellings their vectors.
// param  rows     Maps     key and vector of each
// return embedded Integer  how many
UNWIND $rows AS row
MATCH (spelling:Spelling {key: row.key})
CALL db.create.setNodeVectorProperty(spelling, 'vector', row.vector)
SET spelling.waits_since = null
RETURN count(*) AS embedded
