"""The tests of Cypher and of the docs on Neo4j 5.26 LTS: `make test-lts`."""
