"""A thing's version counts the whole of it: an entry with its fields, a system with its operator, an agreement with its parts.

Whoever changes a part changes what others go by, who then read a version that is no more (`expectedVersion`). So every
change ends here: what got or lost a part, or has a part that is described anew, and was not described itself, gets a
version more.
"""

from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import record
from graph_catalog.record.change import Change


async def follow(change: Change) -> None:
    """Give a version to what a change has touched in parts alone, as one of its last steps."""
    written = change.written
    wholes = dict(written.wholes)
    described = [key for key, kind in written.described.items() if kind is NodeKind.FIELD]
    fields = dict.fromkeys(sorted(described)) | written.moved
    if fields:
        rows = [{"field": key, "dataset": dataset} for key, dataset in sorted(fields.items())]
        found = (await change.run("record/entries_of_fields", rows=rows))["datasets"]
        wholes |= dict.fromkeys(found, NodeKind.DATASET)
    by_kind: dict[NodeKind, dict[str, dict[str, object]]] = {}
    for key, kind in sorted(wholes.items()):
        if key not in written.described:
            by_kind.setdefault(kind, {})[key] = {}
    for kind, keys in by_kind.items():
        await record.revise(change, kind, keys)
