"""HTTP that is not GraphQL: lineage events in, lineage files out."""
