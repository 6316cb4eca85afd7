"""Whether two descriptions denote one datum, told by what the viewer may see of the rulings on it."""

import dataclasses

from graph_catalog.auth import Viewer
from graph_catalog.catalog import ruled
from graph_catalog.graph.engine import Engine
from graph_catalog.graph.viewpoint import Pins
from graph_catalog.language import say
from graph_catalog.matching import lexicon
from graph_catalog.matching.compare import Comparison, compare
from graph_catalog.matching.descriptor import Descriptor


async def compared(
    engine: Engine, viewer: Viewer, pins: Pins, one: Descriptor, other: Descriptor
) -> Comparison:
    """Compare by all rulings in force; the sentence speaks of none that the viewer may not see.

    Where hidden rulings change nothing, the sentence is the one without them. Where they do, it says only that.
    """
    known = lexicon.current()
    in_force = await ruled.in_force(engine, viewer, pins)
    told = compare(one, other, known, ruled.together(in_force))
    if viewer.sees_all or not in_force:
        return told
    shown = await ruled.visible(engine, viewer, in_force)
    if compare(one, other, known, ruled.together(shown)) == told:
        return told
    return dataclasses.replace(
        told,
        why=say(
            zh="依据大数据中心的一项裁定，该裁定未对本单位公开。",
            en="By a ruling of the data centre, which is not shown to you.",
        ),
    )
