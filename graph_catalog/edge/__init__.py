"""The edges of the server: what is judged of a request before, and told of an answer beside, its GraphQL."""
