"""Who may tell of what, out of what tools and scripts saw (ADR 0017). Pure: a viewer and owners in, yes or no out.

An owner is the key of a unit, `NOBODY` for a table that tools named and nothing places, or `NOT_KNOWN` where the rules
give it to a unit or system that is not on record. What is nobody's anyone may add to, and only the centre may shape.
"""

import dataclasses
from typing import Final

from graph_catalog.identity import rights
from graph_catalog.identity.auth import Viewer
from graph_catalog.identity.rights import Operation

Owner = str | None
NOBODY: Final = None
NOT_KNOWN: Final = ""
"""Somebody's, but whose cannot be told: only who may edit everything has it."""


@dataclasses.dataclass(frozen=True)
class Authority:
    """What a viewer may tell of."""

    viewer: Viewer

    @property
    def reports_everything(self) -> bool:
        """Whether nothing is foreign to the viewer: the big-data centre."""
        return self.viewer.may(Operation.SHAPE_BY_TOOL, None)

    @property
    def reporter(self) -> Owner:
        """For whom the viewer tells: a unit, or nobody in particular, which is the centre."""
        return NOBODY if self.reports_everything else self.viewer.unit_key

    @property
    def may_report(self) -> bool:
        """Whether the viewer may tell of anything: whoever belongs to no unit has nothing to tell of."""
        return self.reports_everything or self.owns(self.viewer.unit_key)

    def owns(self, owner: Owner) -> bool:
        """Whether the viewer may shape what is an owner's: name, rename and drop it, and register in its system."""
        return self.viewer.may(Operation.SHAPE_BY_TOOL, _whose(owner))

    def may_describe(self, owner: Owner) -> bool:
        """Whether the viewer may say which columns a dataset has, and where the whole of it comes from."""
        return self.viewer.may(Operation.REPORT_LINEAGE, _whose(owner))

    def may_derive(self, written: Owner, read: Owner) -> bool:
        """Whether the viewer may say that one dataset was made from another: as either end's unit, or of nobody's."""
        return self.may_describe(written) or self.owns(read)

    def owns_job(self, ruled: Owner) -> bool:
        """Whether the viewer may tell of the jobs of a namespace that the rules give to somebody, or to nobody."""
        return self.may_report and (ruled is NOBODY or self.owns(ruled))

    def job_owner(self, ruled: Owner) -> Owner:
        """Return whose a job is that the viewer tells of: its namespace's owner by the rules, else who runs it."""
        return ruled or self.reporter

    def voice(self, written: Owner) -> str:
        """Return in whose name lineage into a dataset is told: '' of it as a whole, else only of this unit's ends.

        What is told in a unit's name stands and ends by itself: it neither confirms nor ends what others told.
        """
        return "" if self.may_describe(written) else self.viewer.unit_key or ""


def _whose(owner: Owner) -> rights.OwningUnit | None:
    return None if owner is NOBODY else rights.OwningUnit(owner)
