// relation/unit_former_names: the names that units bore before, newest first, each from the instant that first says it to the one that says another.
// param  keys           Strings  keys of the units
// param  state_revision Integer  the newest revision wanted
// return groups         List     key of each and its former names with their dates
// everybody units are everybody's to see, and so is what they were called
UNWIND $keys AS key
CALL (key) {
  MATCH (unit:Entity&Unit {key: key})
  CALL (unit) {
    RETURN unit.name AS name, unit.rev_from AS since, unit.version AS version
    UNION ALL
    MATCH (unit)-[:STATE]->(past:State)
    RETURN past.name AS name, past.rev_from AS since, past.version AS version
  }
  WITH name, since, version WHERE since <= $state_revision
  MATCH (entry:AuditEntry {revision: since})
  WITH name, entry.at AS at ORDER BY version
  RETURN collect({name: name, at: at}) AS said
}
WITH key, [place IN range(0, size(said) - 1) WHERE place = 0 OR said[place].name <> said[place - 1].name | said[place]] AS names
ORDER BY key
RETURN collect({keys: [key], rows: [place IN range(size(names) - 2, 0, -1) |
  {name: names[place].name, valid_from: names[place].at, valid_to: names[place + 1].at}]}) AS groups
