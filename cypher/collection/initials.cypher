// collection/initials: data whose names have the pinyin initials of planned columns, or whose columns are called alike.
// param  sought   Maps     index and letters of each planned field
// param  limit    Integer  spellings of each at the most
// param  revision Integer  catalog revision that must have known them
// return found    List     index, likeness (1) and spelling of each
// everybody a verdict reads everything and redacts what it shows
UNWIND $sought AS each
CALL (each) {
  MATCH (spelling:Spelling)
  WHERE (spelling.initials = each.letters OR spelling.column = each.letters) AND spelling.created_rev <= $revision
  RETURN spelling ORDER BY spelling.key LIMIT $limit
}
WITH each, spelling ORDER BY each.index, spelling.key
RETURN collect({index: each.index, likeness: 1.0, spelling: /* include spelled(spelling) */}) AS found
