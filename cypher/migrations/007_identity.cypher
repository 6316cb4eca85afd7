// 007_identity: codes are unique and found however they are written, past ones too; units are found by their former names.
CREATE INDEX state_past_code IF NOT EXISTS FOR (state:State) ON (state.past_code);
MATCH (node:Entity) WHERE node.live_code IS NOT NULL
WITH node, node.label + '|' + toLower(replace(normalize(CASE WHEN node:Unit THEN node.credit_code ELSE node.code END, NFKC), ' ', '')) AS live
WITH live, collect(node) AS bearers WHERE live IS NOT NULL AND size(bearers) = 1
UNWIND bearers AS node
WITH node, live WHERE node.live_code <> live
SET node.live_code = live;
MATCH (past:State) WHERE past.past_code IS NULL AND coalesce(past.code, past.credit_code) IS NOT NULL
SET past.past_code = past.label + '|' + toLower(replace(normalize(coalesce(past.code, past.credit_code), NFKC), ' ', ''));
MATCH (node:Unit)-[:STATE]->(past:State) WHERE past.name <> node.name
WITH node, collect(DISTINCT past.name) AS names
SET node.former_names = names;
DROP INDEX entity_text IF EXISTS;
CREATE FULLTEXT INDEX entity_text IF NOT EXISTS FOR (node:Entity)
  ON EACH [node.name, node.code, node.column_name, node.credit_code, node.synonyms, node.description, node.former_names]
  OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk', `fulltext.eventually_consistent`: false}};
CALL db.awaitIndexes(300);
