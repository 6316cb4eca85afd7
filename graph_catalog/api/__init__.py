"""The GraphQL edge: thin resolvers, relations read ahead, limits, HTTP."""
