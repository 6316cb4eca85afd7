import pytest

from tests.conftest import Catalog
from tests.estate import district


@pytest.fixture
async def estate(catalog: Catalog) -> Catalog:
    """A catalog with the small district on record."""
    await district().record(catalog.engine)
    return catalog
