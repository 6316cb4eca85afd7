"""Ids in the input of a change: each argument says which kinds of things it may name.

A change finds out by that what its input refers to (`record.references`), and a test tries every such argument of every
change with ids that are unknown, malformed, of another kind and of hidden things.
"""

from typing import Any, Final

import strawberry

from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs.nulls import NEVER_EMPTY

KINDS: Final = "refers_to"
"""Name of the metadata of an input's field that holds the kinds."""


def reference(*kinds: NodeKind, description: str, never_empty: bool = False, **options: Any) -> Any:  # noqa: ANN401  # as strawberry.field
    """Return the field of an input that names things of some kinds by their global ids."""
    metadata = {KINDS: kinds, NEVER_EMPTY: never_empty}
    return strawberry.field(description=description, metadata=metadata, **options)
