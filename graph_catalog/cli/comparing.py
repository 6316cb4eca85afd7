"""`compare PAIRS.csv --out OUT.csv`: whether two fields denote one datum, for a file of pairs."""

from pathlib import Path

from graph_catalog.cli.command import Call, Commands
from graph_catalog.cli.exit_codes import ExitCode
from graph_catalog.errors import InputFileError
from graph_catalog.language import counted, say
from graph_catalog.matching import pair_file
from graph_catalog.matching.lexicon import lexicon


def add_to(commands: Commands) -> None:
    """Add the commands of this group."""
    parser = commands.add(
        "compare",
        say(zh="比较成对的数据项是否同一个数", en="compare pairs of fields"),
        _compare,
        epilog=_epilog(),
        store=False,
    )
    parser.add_argument(
        "file", metavar="PAIRS.csv", type=Path, help=say(zh="成对的数据项", en="the pairs")
    )
    parser.add_argument(
        "--out",
        required=True,
        type=Path,
        metavar="OUT.csv",
        help=say(zh="写入结果的文件", en="where the answers go"),
    )


def _epilog() -> str:
    return say(
        zh="输入的列：name_a,context_a,name_b,context_b，其中 context 写作 数据集｜单位。\n"
        "输出增加：verdict（SAME 相同、DIFFERENT 不同、REVIEW 待人工判断），same（1 仅表示相同），\n"
        "confidence（0 至 1），why（理由）。不需要图数据库。退出码 1：有无法比较的行。",
        en="Columns in: name_a,context_a,name_b,context_b, a context being dataset｜unit.\n"
        "Added: verdict (SAME, DIFFERENT, REVIEW), same (1 for SAME alone), confidence (0 to 1)\n"
        "and why. Needs no store. Exit code 1: some rows could not be compared.",
    )


def _compare(call: Call) -> ExitCode:
    source, target = call.arguments.file, call.arguments.out
    try:
        report = pair_file.compare_file(source, target, lexicon.load(call.settings.lexicon))
    except OSError as problem:
        raise InputFileError(
            say(
                zh=f"无法写入文件 {target}：{problem.strerror}。请核对路径与权限。",
                en=f"The file {target} cannot be written: {problem.strerror}. "
                "Check path and rights.",
            )
        ) from problem
    call.terminal.table(
        say(zh="行 问题", en="row problem").split(), [(bad.row, bad.what) for bad in report.bad]
    )
    call.terminal.say(
        say(
            zh=f"已比较 {report.compared} 对，写入 {target}；无法比较 {len(report.bad)} 行。",
            en=f"{counted(report.compared, 'pair')} compared, written to {target}; "
            f"{counted(len(report.bad), 'row')} could not be.",
        )
    )
    call.terminal.data(
        {
            "compared": report.compared,
            "bad": [{"row": bad.row, "what": bad.what} for bad in report.bad],
            "out": str(target),
        }
    )
    return ExitCode.ANSWERED if report.bad else ExitCode.DONE
