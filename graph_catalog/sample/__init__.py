"""The sample district: put on record through the program's own operations (examples/district/README.md)."""

from collections.abc import Callable
from importlib import resources
from pathlib import Path

from graph_catalog.graph.engine import Engine
from graph_catalog.sample.district import District
from graph_catalog.sample.history import History


def folder() -> Path:
    """Return where the sample's files lie: inside an installed package, else at the repository's root."""
    package = Path(str(resources.files("graph_catalog")))
    packaged = package / "examples" / "district"
    return packaged if packaged.is_dir() else package.parent / "examples" / "district"


async def load(engine: Engine, *, progress: Callable[[str], None] = lambda _: None) -> None:
    """Load the sample into an empty catalog; raises `InputFileError` where an operation refuses a row."""
    district = District(engine, folder())
    steps = {
        "units": district.units,
        "systems": district.systems,
        "catalog": district.catalog,
        "designations": district.designations,
        "exemptions": district.exemptions,
        "agreements": district.agreements,
        "lineage": district.lineage,
        "history": History(district).apply,
    }
    for name, step in steps.items():
        progress(name)
        await step()
