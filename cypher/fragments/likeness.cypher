// fragment likeness(state): how well a description matches a text, from these two alone: never from how often a word occurs, since hidden things have words too.
// The whole of a name (5), of a code, synonym or former name (4), a name that begins with it (3), one with all the words (2), anything else that the index finds (1).
// Of these the shorter names first, and of equal names those with a code or synonym that has it as well.
CASE
  WHEN replace(toLower(state.name), ' ', '') = $phrase THEN 5.0
  WHEN any(other IN [state.code, state.column_name, state.credit_code] + coalesce(state.synonyms, state.former_names, []) WHERE replace(toLower(other), ' ', '') = $phrase) THEN 4.0
  WHEN any(word IN $words WHERE NOT toLower(state.name) CONTAINS word) THEN 1.0
  WHEN replace(toLower(state.name), ' ', '') STARTS WITH $phrase THEN 3.0
  ELSE 2.0 END
+ toFloat(size($phrase)) / (size($phrase) + size(state.name))
+ CASE WHEN any(other IN [state.code, state.column_name] + coalesce(state.synonyms, state.former_names, []) WHERE toLower(other) CONTAINS $phrase) THEN 0.001 ELSE 0.0 END
