"""What else answers lineage from Neo4j, on the same store and data; fetched into a scratch folder, never committed."""
