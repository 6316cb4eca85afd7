"""Whether two descriptions denote one datum, told by what the viewer may see of the rulings on it."""

from graph_catalog.alignment import standing_rulings
from graph_catalog.graph.engine import Engine
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.identity.auth import Viewer
from graph_catalog.matching.compare import Comparison, compare
from graph_catalog.matching.lexicon import lexicon
from graph_catalog.matching.reading.descriptor import Descriptor


async def compared(
    engine: Engine, viewer: Viewer, snapshot: Snapshot, one: Descriptor, other: Descriptor
) -> Comparison:
    """Compare by the rulings in force that the viewer may see: by a hidden one, the answer would tell that it stands.

    A verdict goes by all of them, for it accuses; here nobody is, and a description of one's own could be a guess.
    """
    in_force = await standing_rulings.in_force(engine, viewer, snapshot)
    if in_force and not viewer.sees_all:
        in_force = await standing_rulings.visible(engine, viewer, in_force)
    return compare(one, other, lexicon.current(), standing_rulings.together(in_force))
