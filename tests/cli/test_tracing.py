from pathlib import Path

import pytest

from graph_catalog.cli.exit_codes import ExitCode
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys
from graph_catalog.record.record import Fact
from tests.cli.conftest import Command, put_on_record
from tests.estate import Estate


@pytest.fixture(scope="session")
def copied(data: Path) -> Path:
    """A catalog in which a list of one unit was made from that of another."""
    estate = Estate()
    for unit in ("police", "civil"):
        estate.unit(f"{unit}lineage", unit)
        estate.dataset(
            f"{unit}list", f"名册 of {unit}", provider=f"{unit}lineage", code=f"LINEAGE/{unit}"
        )
        estate.dataset(f"{unit}twin", "两家都有的名册", provider=f"{unit}lineage")
        estate.field(f"{unit}name", "名册中的姓名", dataset=f"{unit}list", position=1)
    says = {"kind": "IDENTITY", "source": "DECLARED", "asserted_by": "test"}
    derived = Fact(
        "DERIVED_FROM", "civilname", "policename", "derived", "civilname", attributes=says
    )
    estate.facts.append(derived)
    put_on_record(data, estate)
    return data


def test_where_data_comes_from_is_told_with_whether_that_is_all(
    command: Command, copied: Path
) -> None:
    dataset = keys.encode(NodeKind.DATASET, "civillist")
    said = command("lineage", dataset, "--direction", "UPSTREAM", "--data", str(copied))
    assert said.code == ExitCode.DONE
    assert "名册 of police" in said.out
    assert "名册 of police\t名册 of civil\tFIELD_TRACED" in said.out
    assert "答案完整" in said.out


def test_lineage_is_told_at_the_level_asked_for(command: Command, copied: Path) -> None:
    dataset = keys.encode(NodeKind.DATASET, "policelist")
    said = command("lineage", dataset, "--level", "UNIT", "--json", "--data", str(copied))
    assert {node["name"] for node in said.json["nodes"]} == {"police", "civil"}
    assert said.json["complete"] is True


@pytest.mark.parametrize("given", ["名册 of civil", "LINEAGE/civil", " LINEAGE/civil "])
def test_a_thing_is_named_by_its_code_or_its_name(
    command: Command, copied: Path, given: str
) -> None:
    said = command("lineage", given, "--json", "--data", str(copied))
    assert (said.code, said.json["root"]) == (ExitCode.DONE, "civillist")
    named = command("lineage", "civil", "--level", "UNIT", "--json", "--data", str(copied))
    assert named.json["root"] == "civillineage"


def test_a_name_of_the_past_is_found_where_the_past_is_asked_for(
    command: Command, copied: Path
) -> None:
    said = command(
        "lineage", "名册 of civil", "--as-of", "2020-01-01", "--json", "--data", str(copied)
    )
    assert said.json["root"] == "civillist"


@pytest.mark.parametrize(
    ("given", "kind", "owners"),
    [
        ("两家都有的名册", NodeKind.DATASET, {"civil", "police"}),
        ("名册中的姓名", NodeKind.FIELD, {"名册 of civil", "名册 of police"}),
    ],
)
def test_things_of_one_name_are_listed_with_their_ids_and_whose_they_are(
    command: Command, copied: Path, given: str, kind: NodeKind, owners: set[str]
) -> None:
    said = command("lineage", given, "--data", str(copied))
    assert said.code == ExitCode.ANSWERED
    assert "请改用其 id" in said.err
    told = command("lineage", given, "--json", "--data", str(copied)).json
    assert told["code"] == "AMBIGUOUS"
    assert {one["belongsTo"] for one in told["candidates"]} == owners
    for one in told["candidates"]:
        assert keys.decode(one["id"]).kind is kind  # type: ignore[union-attr]  # it is an id
        assert one["id"] in said.out
        assert one["id"] in command("lineage", one["id"], "--data", str(copied)).out


@pytest.mark.parametrize(
    "given", ["名册", "civillist", keys.encode(NodeKind.DATUM, "x"), "*", "' OR 1=1"]
)
def test_what_nothing_is_called_is_told_with_what_to_do(
    command: Command, copied: Path, given: str
) -> None:
    said = command("lineage", given, "--json", "--data", str(copied))
    assert (said.code, said.json["code"]) == (ExitCode.ANSWERED, "NOT_FOUND")
    assert given in said.json["message"]
    assert "contains" in said.json["message"]


def test_a_thing_that_is_not_there_is_told(command: Command, copied: Path) -> None:
    absent = keys.encode(NodeKind.DATASET, "nowhere")
    said = command("lineage", absent, "--data", str(copied), "--json")
    assert (said.code, said.json["code"]) == (ExitCode.ANSWERED, "NOT_FOUND")


@pytest.mark.parametrize(
    ("option", "value", "code"),
    [
        ("--as-of", "gestern", ExitCode.USAGE),
        ("--as-of", "2999-01-01", ExitCode.ANSWERED),
        ("--depth", "0", ExitCode.ANSWERED),
        ("--depth", "many", ExitCode.USAGE),
    ],
)
def test_a_bound_that_makes_no_sense_is_told(
    command: Command, copied: Path, option: str, value: str, code: ExitCode
) -> None:
    dataset = keys.encode(NodeKind.DATASET, "civillist")
    said = command("lineage", dataset, option, value, "--data", str(copied))
    assert said.code == code
    assert said.err.count("\n") == 1
