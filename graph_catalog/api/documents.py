"""Documents are parsed once, and what does not parse is an answer like any other."""

from collections.abc import Iterator
from contextlib import suppress

from graphql import GraphQLError
from strawberry.extensions import ParserCache


class ParsedOnce(ParserCache):
    """The parser's cache, which leaves what does not parse to the executor.

    An error in a hook would end the request past all extensions, so that nobody could give it a code.
    """

    def on_parse(self) -> Iterator[None]:
        """Take a document that was parsed before, or parse it."""
        context = self.execution_context
        with suppress(GraphQLError):
            context.graphql_document = self.cached_parse_document(
                context.query, **context.parse_options
            )
        yield
