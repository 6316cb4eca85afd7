"""One thing that a statement writes: a query, and into which columns of which table it goes."""

import dataclasses
from collections.abc import Sequence

from sqlglot import exp


@dataclasses.dataclass(frozen=True)
class Write:
    """A query and where its answer goes."""

    target: exp.Table
    query: exp.Query
    columns: Sequence[str] | None = None
    """Folded names of the columns, as the statement gives them; None: by position."""
    creates: bool = False
    """The table comes to be by this statement, with the names of the query's columns."""
    is_temporary: bool = False
    overwrites: bool = False
    by_name: bool = False
    fixed_partitions: Sequence[str] = ()
    """Partition columns that have a constant in the statement and none in the query."""
    open_partitions: Sequence[str] = ()
    """Partition columns that the query fills, behind all others."""
