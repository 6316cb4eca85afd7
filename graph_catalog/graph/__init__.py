"""Running named Cypher on the store: load and check the files, read, write, explain, migrate."""
