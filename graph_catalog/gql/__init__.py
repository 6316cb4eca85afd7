"""The GraphQL machine: documents, limits, selection, hydration, pages, cursors, completion."""
