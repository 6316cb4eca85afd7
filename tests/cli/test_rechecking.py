"""`check --project` keeps a plan with its verdicts, `check --again` tells what has changed since."""

import asyncio
from pathlib import Path

import pytest

from graph_catalog.cli.exit_codes import ExitCode
from graph_catalog.entries import organisation
from graph_catalog.identity.auth import LOCAL
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.inputs.projects import RegisterProjectInput
from graph_catalog.opening import open_engine
from graph_catalog.record import keys
from graph_catalog.record.change import Committed, Intent
from graph_catalog.settings import Settings
from tests.cli.conftest import Command
from tests.estate import Estate
from tests.sheets.catalog_files import as_csv, row


@pytest.fixture(scope="session")
def planner(data: Path) -> str:
    """The id of a unit with a project, XM-7; and of another unit with another, XM-8."""
    estate = Estate()
    estate.unit("keeper", "留存局")
    estate.unit("stranger", "他局")

    async def put_on_record() -> None:
        async with open_engine(Settings(data=data)) as engine:
            await estate.record(engine)
            for unit, code in (("keeper", "XM-7"), ("stranger", "XM-8")):
                unit_id = keys.encode(NodeKind.UNIT, unit)
                given = RegisterProjectInput(unit_id=unit_id, name=f"项目{code}", code=code)  # type: ignore[arg-type]  # an ID is a text
                intent = Intent("registerProject")
                done = await organisation.register_project(engine, LOCAL, given, intent)
                assert isinstance(done, Committed)

    asyncio.run(put_on_record())
    return keys.encode(NodeKind.UNIT, "keeper")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "登记表.csv"
    path.write_text("数据项名称,主体\n遮阳篷颜色,沿街商铺\n婚姻状况,自然人\n", "utf-8")
    return path


def test_a_kept_check_tells_what_has_changed_since(
    command: Command, data: Path, planner: str, plan: Path, tmp_path: Path
) -> None:
    given = ("check", str(plan), "--unit", planner, "--project", "XM-7", "--data", str(data))
    said = command(*given)
    assert "已留存：" in said.out
    kept = command(*given, "--json").json["kept"]
    again = ("check", "--again", kept, "--data", str(data))
    same = command(*again, "--json")
    assert (same.code, same.json["unchanged"], same.json["fields"]) == (ExitCode.DONE, 2, [])
    published = {"提供单位": "婚姻登记局", "业务名称": "婚姻登记", "状态": "已发布"}
    catalog = tmp_path / "婚姻.csv"
    catalog.write_bytes(as_csv([row(数据项名称="婚姻状况", **published)]))
    command("import", str(catalog), "--create-units", "--data", str(data))
    told = command(*again, "--json")
    assert told.code == ExitCode.ANSWERED
    [field] = told.json["fields"]
    assert (field["before"], field["now"]) == ("NEW", "OBTAINABLE")
    assert (field["causes"], told.json["unchanged"]) == (["CATALOG"], 1)
    assert "2\t婚姻状况\t新数据\t可共享获取\t目录\t" in command(*again).out
    future = command(*again, "--as-of", "2999-01-01")
    assert (future.code, "asOf" in future.err) == (ExitCode.ANSWERED, True)


@pytest.mark.parametrize(("project", "code"), [("XM-8", "INVALID_INPUT"), ("XM-none", "NOT_FOUND")])
def test_a_check_is_kept_on_a_project_of_its_unit_alone(
    command: Command, data: Path, planner: str, plan: Path, project: str, code: str
) -> None:
    given = ("check", str(plan), "--unit", planner, "--project", project)
    said = command(*given, "--json", "--data", str(data))
    assert (said.code, said.json["code"]) == (ExitCode.ANSWERED, code)


@pytest.mark.parametrize("given", ["nobody", keys.encode(NodeKind.COLLECTION_CHECK, "nobody")])
def test_a_check_that_was_not_kept_is_told(command: Command, data: Path, given: str) -> None:
    said = command("check", "--again", given, "--json", "--data", str(data))
    assert (said.code, said.json["code"]) == (ExitCode.ANSWERED, "NOT_FOUND")


@pytest.mark.parametrize("given", [[], ["plan.csv"], ["--unit", "某局"]])
def test_a_plan_without_file_or_unit_is_a_wrong_call(command: Command, given: list[str]) -> None:
    said = command("check", *given)
    assert said.code == ExitCode.USAGE
    assert "--again" in said.err
