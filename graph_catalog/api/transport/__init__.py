"""GraphQL over HTTP and websocket: sign-in, requests, the playground."""
