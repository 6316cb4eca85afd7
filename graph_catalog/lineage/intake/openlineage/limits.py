"""How much one event may hold. What is beyond is refused by name of the limit, never cut in silence."""

import datetime as dt
from typing import Final

NAME_BYTES: Final = 4096
"""Bytes, in UTF-8, of a name: of a namespace, dataset, column or job. Real ones stay below 1 kB (paths in object stores)."""
RUN_ID_CHARACTERS: Final = 200
"""Characters of a run's id. The spec wants a UUID; other ids are taken as they are, for old clients send them."""
COLUMNS: Final = 5_000
"""Columns of one dataset, nested ones counted. The widest table that stores in use here allow has 4,096 (MySQL)."""
DATASETS: Final = 2_000
"""Datasets of one event, those that only column lineage names counted."""
EDGES: Final = 100_000
"""Column edges of one event, those of the whole dataset counted once for each of its columns."""
ALIASES: Final = 100
"""Other names and owners kept of one dataset; what is beyond is a loss."""
TEXT_CHARACTERS: Final = 4_000
"""Characters kept of a description, transformation or error message; what is beyond is a loss."""
SQL_CHARACTERS: Final = 100_000
"""Characters kept of a job's SQL; what is beyond is a loss."""
LOSSES: Final = 200
"""Losses told one by one; of those beyond, their number."""
EARLIEST: Final = dt.datetime(1990, 1, 1, tzinfo=dt.UTC)
"""Before this no event can have happened: a clock that was never set says 1970."""
AHEAD: Final = dt.timedelta(days=1)
"""How far the sender's clock may be ahead of ours."""
