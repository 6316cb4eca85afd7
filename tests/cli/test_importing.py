from pathlib import Path

import pytest

from graph_catalog.cli.exit_codes import ExitCode
from graph_catalog.local_store import status
from tests.cli.conftest import Command
from tests.sheets.catalog_files import NO_CATALOG, as_csv, row


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "低保.csv"
    path.write_bytes(as_csv([row(), row(数据项名称="姓名")], "gb18030"))
    return path


def test_a_file_is_imported_and_again_without_effect(
    command: Command, data: Path, file: Path
) -> None:
    call = ("import", str(file), "--create-units", "--data", str(data))
    rehearsed = command(*call, "--dry-run")
    assert (rehearsed.code, "未写入任何内容" in rehearsed.out) == (ExitCode.DONE, True)
    first = command(*call)
    assert first.code == ExitCode.DONE
    assert "GB18030，2 行，1 个条目" in first.out
    assert "新登记数据项\t2" in first.out
    assert "已导入，记为修订" in first.out
    again = command(*call, "--json")
    assert again.code == ExitCode.DONE
    assert again.json["result"] == "UNCHANGED"
    assert again.json["counts"]["fields_unchanged"] == 2
    listed = command("imports", "list", "--data", str(data), "--json")
    assert [one["file"] for one in listed.json["imports"]].count("低保.csv") == 1
    verified = command("audit", "verify", "--data", str(data))
    assert (verified.code, "审计日志完整" in verified.out) == (ExitCode.DONE, True)


def test_what_only_the_store_knows_to_be_wrong_is_told_with_its_row(
    command: Command, data: Path, tmp_path: Path
) -> None:
    path = tmp_path / "目录.csv"
    path.write_bytes(as_csv([row(提供单位="没有的局")]))
    said = command("import", str(path), "--data", str(data), "--json")
    assert said.code == ExitCode.ANSWERED
    assert said.json["result"] == "REFUSED"
    assert "第 2 行“提供单位”：现为“没有的局”" in said.json["message"]
    assert "--create-units" in said.err


def test_problems_of_a_file_are_told_without_any_store(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "目录.csv"
    path.write_bytes(as_csv([row(), row(), row(数据项名称="姓名", 共享属性="看情况")]))
    said = command("import", str(path), "--data", str(tmp_path / "data"))
    assert said.code == ExitCode.ANSWERED
    assert "3\t数据项名称\t公民身份号码\t与第 2 行重复" in said.out
    assert "4\t共享属性\t看情况\t应为其中之一" in said.out
    assert "2 处需要改正" in said.err
    assert not status(tmp_path / "data").is_running
    assert not (tmp_path / "data").exists()


def test_problems_are_counted_beyond_those_shown(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "目录.csv"
    path.write_bytes(as_csv([row(数据项名称=f"项{n}", 共享属性="?") for n in range(70)]))
    said = command("import", str(path), "--json")
    assert said.json["problemCount"] == 70
    assert len(said.json["problems"]) == 50
    assert said.json["problems"][0] == {
        "row": 2,
        "column": "共享属性",
        "value": "?",
        "wanted": "应为其中之一：无条件共享、受限共享、非共享。",
    }


@pytest.mark.parametrize(
    ("content", "options", "sentence"),
    [
        (None, (), "无法读取文件"),
        (b"a,b\n1,2\n", (), "没有可识别的表头"),
        (as_csv([row()]), ("--map", "业务名称=title"), "没有 --map 所说的列：title"),
        (as_csv([row()]), ("--defaults", "共享属性=随便"), "--defaults 中“共享属性”"),
    ],
)
def test_a_file_that_cannot_be_understood_is_wrong_usage_in_one_sentence(
    command: Command,
    tmp_path: Path,
    content: bytes | None,
    options: tuple[str, ...],
    sentence: str,
) -> None:
    path = tmp_path / "目录.csv"
    if content is not None:
        path.write_bytes(content)
    said = command("import", str(path), *options)
    assert said.code == ExitCode.USAGE
    assert sentence in said.err
    assert said.err.count("\n") == 1


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("case", NO_CATALOG)
def test_a_file_that_is_no_catalog_is_wrong_usage_that_says_what_it_is(
    command: Command, tmp_path: Path, case: str, language: str
) -> None:
    content, zh, en = NO_CATALOG[case]
    path = tmp_path / "目录.csv"
    path.write_bytes(content)
    said = command("import", str(path), environment={"LANG": f"{language}_US.UTF-8"})
    assert said.code == ExitCode.USAGE
    assert (zh if language == "zh" else en) in said.err
    assert "目录.csv" in said.err
    assert said.err.count("\n") == 1


def test_names_from_a_file_are_never_markup_or_control_for_the_terminal(
    command: Command, tmp_path: Path
) -> None:
    path = tmp_path / "目录.csv"
    path.write_bytes(as_csv([row(业务名称="[red]红\x1b[31m")]))
    said = command("import", str(path))
    assert "[red]红⟨U+001B⟩[31m" in said.out


def test_what_the_file_changes_about_who_an_entry_is_is_told_and_waits_for_a_word(
    command: Command, data: Path, tmp_path: Path
) -> None:
    path = tmp_path / "目录.csv"
    call = ("import", str(path), "--create-units", "--data", str(data))
    entries = [row(业务名称=f"换码名册{n}", 目录代码=f"9901/{n}", 列名="A") for n in range(2)]
    path.write_bytes(as_csv(entries))
    assert command(*call).code == ExitCode.DONE
    path.write_bytes(as_csv([{**entries[0], "目录代码": "9901/9", "数据项名称": "别名"}]))
    said = command(*call, "--dry-run")
    assert "2\t换码名册0\t-\t同一条目换码\t9901/0\t9901/9\t不写入" in said.out
    assert "用 --accept recode 导入；否则请改正文件。" in said.err
    said = command(*call, "--accept", "recode,rename-field", "--json")
    assert said.json["counts"]["entries_recoded"] == said.json["counts"]["fields_renamed"] == 1
    assert [each["change"] for each in said.json["ambiguities"]] == ["RECODE", "RENAME_FIELD"]
    assert "换码名册1" in [each["name"] for each in said.json["missing"]]
    assert command(*call, "--accept", "guess").code == ExitCode.USAGE
    refused = command(*call, "--withdraw-missing")
    assert (refused.code, "须写明理由" in refused.err) == (ExitCode.ANSWERED, True)
    refused = command(*call, "--withdraw-missing", "--reason", "停止提供")
    assert (refused.code, "--withdraw-at-most" in refused.err) == (ExitCode.ANSWERED, True)
    allowed = ("--withdraw-missing", "--reason", "停止提供", "--withdraw-at-most", "100")
    said = command(*call, *allowed, "--dry-run")
    assert "个条目在库中而不在文件中，将撤回：" in said.err
    assert "撤回条目\t" in said.out
