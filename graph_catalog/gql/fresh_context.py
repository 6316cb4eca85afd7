"""Each operation has a context of its own, also those that share a websocket.

Strawberry makes a context once a connection; what one operation has read of the record would then be known to all that
follow, however long ago.
"""

from collections.abc import Iterator

from strawberry.extensions import SchemaExtension

from graph_catalog.gql.context import Context


class FreshContext(SchemaExtension):
    """Gives an operation its own context before anything is read."""

    def on_operation(self) -> Iterator[None]:
        """Take the connection's context for a fresh one."""
        context = self.execution_context.context
        if isinstance(context, Context):
            self.execution_context.context = context.fresh_copy()
        yield
