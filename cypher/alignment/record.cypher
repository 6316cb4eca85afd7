// alignment/record: note how data are spelled; what is noted already stays.
// param  rows    Maps  key, datum, name, subject, initials, column, created_rev and the parts of the datum of each
// return waiting List  key, name and subject of those that have no vector yet
// Not dated: a spelling only leads to a datum, whose holders are read as of the day.
UNWIND $rows AS row
MERGE (spelling:Spelling {key: row.key})
  ON CREATE SET spelling += row, spelling.waits_since = row.created_rev
WITH spelling ORDER BY spelling.key
WHERE spelling.waits_since IS NOT NULL
RETURN collect({key: spelling.key, name: spelling.name, subject: spelling.subject}) AS waiting
