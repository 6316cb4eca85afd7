"""graph-catalog: a GraphQL catalog of a district's public data, kept as a graph in Neo4j."""

__version__ = "0.1.0"
