// alignment/waiting: spellings that have no vector yet.
// param  limit   Integer  how many at the most
// return waiting List     key, name and subject of each, the longest waiting first
// everybody the program gives vectors; nobody is shown anything
MATCH (spelling:Spelling)
WHERE spelling.waits_since IS NOT NULL
WITH spelling ORDER BY spelling.waits_since LIMIT $limit
RETURN collect({key: spelling.key, name: spelling.name, subject: spelling.subject}) AS waiting
