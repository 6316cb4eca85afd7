"""A published entry is not emptied by small steps: whatever takes from what others see is the centre's."""

from typing import Any, Final

import pytest

from graph_catalog.model.enums.nodes import NodeKind
from tests.conftest import CENTRE, OFFICER, Catalog
from tests.gql.connections import SCHEMA
from tests.rights import sides
from tests.rights.sides import id_of

_FIELD: Final = {"id": id_of(NodeKind.FIELD, "civilfield"), "name": "civil号码"}
_REASONS: Final = {"sharingReason": "隐私", "legalBasis": "法"}
NARROWING: Final[dict[str, dict[str, Any]]] = {
    "status": {"status": "DRAFT"},
    "withdrawn": {"status": "WITHDRAWN"},
    "listing": {"listing": "UNLISTED"},
    "copy": {"listing": "RECEIVED"},
    "class": {"sharingClass": "NOT_SHARED", **_REASONS},
    "openness": {"openness": "CLOSED"},
    "method": {"provisionMethod": "OFFLINE"},
    "method by which the data stay away": {"provisionMethod": "CENTRAL_ANALYSIS"},
    "paper": {"format": "PAPER"},
    "another code": {"code": "308204/000009"},
    "period": {"sharingPeriod": {"end": "2026-01-01"}},
    "coverage": {"coverage": {"region": "330211"}},
    "code": {"code": None},
    "a field of the highest sensitivity": {"fields": [{**_FIELD, "sensitivity": "L4"}]},
    "the same by its name": {"fields": [{"name": "civil号码", "sensitivity": "L4"}]},
    "collected no longer, and from nobody": {"fields": [{**_FIELD, "acquisition": "GENERATED"}]},
    "collected no longer, but had in no known way": {
        "fields": [{**_FIELD, "acquisition": "UNKNOWN"}]
    },
    "collected no longer, but derived": {"fields": [{**_FIELD, "acquisition": "DERIVED"}]},
    "a slower promise": {"updateCycle": "YEARLY"},
    "a field removed": {"removedFieldIds": [_FIELD["id"]]},
}
HARMLESS: Final[dict[str, dict[str, Any]]] = {
    "description": {"description": "说明"},
    "reason": {"sharingReason": "另述"},
    "basis": {"legalBasis": "另法"},
    "another way as easy": {"provisionMethod": "SHARE_EXCHANGE"},
    "another format": {"format": "SPREADSHEET"},
    "a quicker promise": {"updateCycle": "HOURLY"},
    "a masked offer beside": {"maskedOffer": True},
    "updated": {"lastUpdatedOn": "2026-01-02"},
    "version": {"catalogVersion": "2"},
    "the same code, written otherwise": {"code": "３０８２０４/000001"},
    "a new field of the highest sensitivity": {"fields": [{"name": "新项", "sensitivity": "L4"}]},
    "a field of which nothing is said": {"fields": [_FIELD]},
    "had by sharing from now on": {"fields": [{**_FIELD, "acquisition": "SHARED"}]},
    "a field of another sensitivity": {"fields": [{**_FIELD, "sensitivity": "L3"}]},
}
OTHERS: Final = {"id", "expectedVersion", "name", "systemId", "idempotencyKey"}
"""What a revision has besides: a name tells nobody less, and a system is a matter of its own."""
_REVISE: Final = "mutation($input: ReviseEntryInput!) { reviseEntry(input: $input) { __typename } }"


async def _revised(catalog: Catalog, given: dict[str, Any], viewer: Any) -> str:
    whole = {"id": id_of(NodeKind.DATASET, "civilset"), **given}
    answer = await catalog.ask(_REVISE, {"input": whole}, viewer=viewer)
    return str(answer["reviseEntry"]["__typename"])


@pytest.fixture
async def published(catalog: Catalog) -> Catalog:
    """The estate, with an entry that offers all that it can."""
    made = sides.estate()
    await made.record(catalog.engine)
    await _revised(catalog, {"openness": "OPEN"}, CENTRE)
    return catalog


@pytest.mark.parametrize("way", NARROWING)
async def test_an_officer_takes_nothing_from_a_published_entry(
    published: Catalog, way: str
) -> None:
    assert await _revised(published, NARROWING[way], OFFICER) == "NotPermitted"
    assert await _revised(published, NARROWING[way], CENTRE) == "ReviseEntryPayload"


@pytest.mark.parametrize("way", HARMLESS)
async def test_an_officer_keeps_a_published_entry_up_to_date(published: Catalog, way: str) -> None:
    assert await _revised(published, HARMLESS[way], OFFICER) == "ReviseEntryPayload"


def test_of_each_attribute_of_an_entry_it_is_said_which_change_narrows_it() -> None:
    said = {name for each in (*NARROWING.values(), *HARMLESS.values()) for name in each}
    described: Any = SCHEMA.type_map["ReviseEntryInput"]
    assert said == set(described.fields) - OTHERS


async def test_nobody_says_that_data_were_updated_on_a_day_to_come(published: Catalog) -> None:
    for viewer in (OFFICER, CENTRE):
        given = {"lastUpdatedOn": "2999-01-01"}
        assert await _revised(published, given, viewer) == "InvalidInput"


async def test_no_period_ends_before_it_begins(published: Catalog) -> None:
    period = {"start": "2026-02-01", "end": "2026-01-01"}
    given = {"sharingPeriod": period}
    assert await _revised(published, given, CENTRE) == "InvalidInput"


@pytest.mark.parametrize("made", ["GENERATED", "DERIVED", "UNKNOWN"])
async def test_what_is_said_to_be_shared_is_not_said_to_be_made_in_a_second_step(
    published: Catalog, made: str
) -> None:
    shared = {"fields": [{**_FIELD, "acquisition": "SHARED"}]}
    assert await _revised(published, shared, OFFICER) == "ReviseEntryPayload"
    given = {"fields": [{**_FIELD, "acquisition": made}]}
    assert await _revised(published, given, OFFICER) == "NotPermitted"
    assert await _revised(published, given, CENTRE) == "ReviseEntryPayload"


async def test_a_file_hides_no_field_of_a_published_entry(published: Catalog) -> None:
    content = "业务名称,数据项名称,敏感级别\ncivil条目,civil号码,L4\n"
    query = """mutation($input: ImportCatalogInput!) { importCatalog(input: $input) {
      __typename ... on Refusal { message } } }"""
    given = {"fileName": "a.csv", "content": content}
    told = (await published.ask(query, {"input": given}, viewer=OFFICER))["importCatalog"]
    assert told["__typename"] == "InvalidInput"
    assert "narrows what a published entry offers" in told["message"]
    in_column = {"fields": [{**_FIELD, "columnName": "HM"}]}
    assert await _revised(published, in_column, OFFICER) == "ReviseEntryPayload"
    by_another_name = {
        "fileName": "a.csv",
        "content": "业务名称,数据项名称,列名,敏感级别\ncivil条目,civil编号,HM,L4\n",
        "accept": ["RENAME_FIELD"],
    }
    told = (await published.ask(query, {"input": by_another_name}, viewer=OFFICER))["importCatalog"]
    assert told["__typename"] == "InvalidInput"
    assert "narrows what a published entry offers" in told["message"]


@pytest.mark.parametrize(
    "says",
    [{"status": "DRAFT"}, {"listing": "UNLISTED"}, {"sharingClass": "NOT_SHARED", **_REASONS}],
    ids=["status", "listing", "class"],
)
async def test_an_officer_does_not_undo_a_withdrawal(published: Catalog, says: Any) -> None:
    await _revised(published, {"status": "WITHDRAWN"}, CENTRE)
    assert await _revised(published, says, OFFICER) == "NotPermitted"
    assert await _revised(published, says, CENTRE) == "ReviseEntryPayload"


async def test_an_officer_takes_no_datum_from_a_published_entry_by_calling_it_otherwise(
    published: Catalog,
) -> None:
    """Neither a field nor the entry itself, by a change or by a file."""
    fields = [{"name": name} for name in ("残疾类别", "婚姻状况", "联系电话")]
    assert await _revised(published, {"fields": fields}, CENTRE) == "ReviseEntryPayload"
    query = '{ dataset(by: {key: "civilset"}) { fields { nodes { id name } } } }'
    nodes = (await published.ask(query))["dataset"]["fields"]["nodes"]
    ids = {node["name"]: node["id"] for node in nodes}
    for name in ("备注甲", "企业注册资本"):
        given = {"fields": [{"id": ids["残疾类别"], "name": name}]}
        assert await _revised(published, given, OFFICER) == "NotPermitted", name
    assert await _revised(published, {"name": "企业法人登记信息"}, OFFICER) == "NotPermitted"
    content = (
        "提供单位,业务名称,数据项名称,目录代码\n民政局,企业法人登记信息,残疾类别,308204/000001\n"
    )
    query = (
        """mutation($input: ImportCatalogInput!) { importCatalog(input: $input) { __typename } }"""
    )
    renaming = {"fileName": "a.csv", "content": content, "accept": ["RENAME_ENTRY"]}
    told = await published.ask(query, {"input": renaming}, viewer=OFFICER)
    assert told["importCatalog"]["__typename"] == "NotPermitted"
    given = {"fields": [{"id": ids["婚姻状况"], "name": "备注乙"}]}
    assert await _revised(published, given, CENTRE) == "ReviseEntryPayload"


@pytest.mark.parametrize("code", ["308207/000001", "308207/000099", "399999/000001"])
@pytest.mark.parametrize("name", ["police条目", "甲表"])
async def test_a_file_with_a_foreign_code_is_told_nothing_of_what_bears_it(
    published: Catalog, code: str, name: str
) -> None:
    """Borne or free, under its own name or another: the same words, whatever is accepted."""
    query = """mutation($input: ImportCatalogInput!) { importCatalog(input: $input) {
      __typename ... on Refusal { message path } } }"""
    given = {
        "fileName": "a.csv",
        "content": f"业务名称,目录代码,数据项名称\n{name},{code},姓名\n",
        "accept": ["MOVE", "RENAME_ENTRY"],
        "dryRun": True,
    }
    told = (await published.ask(query, {"input": given}, viewer=OFFICER))["importCatalog"]
    assert told["__typename"] == "InvalidInput"
    assert told["message"].count("Row 2") == 1
    assert f"“{code}”" in told["message"]
    assert "the code is of no range that your unit uses" in told["message"]
