// What Neo4j is asked while Java records what to load ahead: the kinds of statements that the
// catalog is made of, with labels of their own. The answers do not matter.
RETURN 1 AS one;

CREATE CONSTRAINT trained_key IF NOT EXISTS FOR (n:Trained) REQUIRE n.key IS UNIQUE;

CREATE INDEX trained_name IF NOT EXISTS FOR (n:Trained) ON (n.name, n.key);

CREATE FULLTEXT INDEX trained_text IF NOT EXISTS FOR (n:Trained) ON EACH [n.name]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}};

CALL db.awaitIndexes(60);

UNWIND range(1, 50) AS number
MERGE (n:Trained {key: toString(number)})
SET n.name = '公民身份号码' + toString(number), n.at = datetime();

MATCH (a:Trained), (b:Trained)
WHERE toInteger(a.key) = toInteger(b.key) + 1
MERGE (a)-[e:FROM {key: a.key}]->(b)
SET e.valid_from = datetime(), e.valid_to = datetime('9999-01-01T00:00:00Z'), e.rev_from = 1;

MATCH path = (a:Trained {key: '50'})-[:FROM*0..31]->(b)
WHERE all(e IN relationships(path) WHERE e.valid_from <= datetime() AND datetime() < e.valid_to)
WITH b, min(length(path)) AS hops
ORDER BY hops, b.key LIMIT 20
WITH collect(b) AS reached, collect([b.key, labels(b), hops]) AS nodes
RETURN nodes, COLLECT { UNWIND reached AS b MATCH (b)-[e:FROM]->(c) WHERE c IN reached
RETURN [b.key, c.key] } AS edges;

UNWIND ['1', '2'] AS key
CALL (key) { MATCH (n:Trained {key: key})-[e:FROM]->(m) RETURN collect({key: m.key}) AS found }
RETURN collect({key: key, found: found}) AS page;

MATCH (n:Trained)
WHERE n.name > '公' AND n.key IS NOT NULL AND EXISTS { (n)-[:FROM]->() }
WITH n ORDER BY n.name, n.key LIMIT 5
RETURN collect(n {.key, .name, .at}) AS page, count { (:Trained) } AS total;

CALL db.index.fulltext.queryNodes('trained_text', '公民') YIELD node, score
RETURN node.key AS key, score ORDER BY score DESC LIMIT 5;

EXPLAIN MATCH (n:Trained) RETURN n.key AS key ORDER BY key;

MATCH (n:Trained {key: '1'}) DETACH DELETE n;

SHOW TRANSACTIONS YIELD transactionId RETURN count(*) AS running;

CALL dbms.components() YIELD name, versions RETURN name, versions
