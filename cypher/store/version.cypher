// store/version: which Neo4j answers.
// return version String  of its kernel
CALL dbms.components() YIELD name, versions
WHERE name = 'Neo4j Kernel'
RETURN versions[0] AS version
