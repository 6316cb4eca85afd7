"""The arguments that many fields share, described once."""

from typing import Annotated

import strawberry

from graph_catalog.model.instant import When

First = Annotated[
    int | None,
    strawberry.argument(
        description="How many from the start or after `after`; 1 to 100, 20 if not said."
    ),
]
After = Annotated[
    str | None, strawberry.argument(description="Cursor of the place before the page.")
]
Last = Annotated[
    int | None,
    strawberry.argument(description="How many from the end or before `before`; 1 to 100."),
]
Before = Annotated[
    str | None, strawberry.argument(description="Cursor of the place after the page.")
]
AsOf = Annotated[
    When | None,
    strawberry.argument(
        description="The instant at which relations and rights must hold, of a plain date its end; null: now."
    ),
]
AtRevision = Annotated[
    int | None,
    strawberry.argument(
        description="The catalog revision that must have known them; null: the newest."
    ),
]
