"""What the catalog knows how to do: plain async functions that take an engine and the viewer."""
