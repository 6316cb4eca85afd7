"""The log of a whole district, loaded through all the operations that write."""

from graph_catalog.record.audit import verification
from tests import invariants
from tests.conftest import CENTRE, Catalog


async def test_the_log_describes_all_that_the_district_holds(district: Catalog) -> None:
    report = await verification.verify(district.engine, CENTRE)
    assert [finding.message for finding in report.findings] == []
    assert (report.uncovered, report.revisions > 100) == (0, True)


async def test_what_holds_after_every_change_holds_of_the_sample(district: Catalog) -> None:
    await invariants.check(district.engine)
