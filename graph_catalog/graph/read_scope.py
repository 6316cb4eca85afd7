"""From where a question is asked: whose eyes read, at which instant, by which record (design §4, §6)."""

import dataclasses
import datetime as dt
from typing import Protocol

from graph_catalog.model import place_table
from graph_catalog.model.instant import OPEN_END, OPEN_REVISION, OPEN_START


class ReadScope(Protocol):
    """What the engine must know of a viewer: whose eyes read. `auth.Viewer` is one."""

    @property
    def unit_key(self) -> str | None:
        """Key of the viewer's unit."""
        ...

    @property
    def sees_all(self) -> bool:
        """Whether nothing is hidden from the viewer."""
        ...


@dataclasses.dataclass(frozen=True)
class _ProgramScope:
    unit_key: str | None = None
    sees_all: bool = True


PROGRAM_SCOPE: ReadScope = _ProgramScope()
"""The program's own, when it looks after the store."""


@dataclasses.dataclass(frozen=True)
class Snapshot:
    """At which instant, and by which record, a question is asked (design §4).

    `state_revision` is the newest revision on record at `as_of`: by it descriptions are chosen. `explicit` says that
    the caller gave an as-of point, so that ids must carry it.
    """

    as_of: dt.datetime
    revision: int
    state_revision: int
    explicit: bool = False


def offered(viewer: ReadScope, snapshot: Snapshot | None) -> dict[str, object]:
    """Return what every question may take from where it is asked, by name of parameter."""
    offer: dict[str, object] = {
        "viewer_unit": viewer.unit_key or "",
        "sees_all": viewer.sees_all,
        "open_end": OPEN_END,
        "open_start": OPEN_START,
        "open_revision": OPEN_REVISION,
        "populations": place_table.current().for_store,
    }
    if snapshot is not None:
        offer |= {
            "as_of": snapshot.as_of,
            "revision": snapshot.revision,
            "state_revision": snapshot.state_revision,
            "explicit": snapshot.explicit,
        }
    return offer
