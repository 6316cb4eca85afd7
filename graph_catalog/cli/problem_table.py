"""What is wrong with which cell of a file, shown as a table or as JSON."""

from graph_catalog.cli.exit_codes import ExitCode
from graph_catalog.cli.terminal import Terminal
from graph_catalog.language import counted, say
from graph_catalog.model.catalog_sheet import Problems


def show(terminal: Terminal, problems: Problems) -> ExitCode:
    """Show the problems for which a file was refused."""
    heads = say(zh="行 列 现为 应为", en="row column found wanted").split()
    rows = [
        (problem.row or "", problem.column or "-", problem.value, problem.wanted)
        for problem in problems.first
    ]
    terminal.table(heads, rows)
    shown = len(problems.first)
    more = "" if shown == problems.count else say(zh=f"，列出前 {shown} 处", en=f", {shown} shown")
    terminal.warn(
        say(
            zh=f"文件有 {problems.count} 处需要改正{more}。未作任何改动。",
            en=f"{counted(problems.count, 'thing in the file is', 'things in the file are')} "
            f"to be corrected{more}. "
            "Nothing was changed.",
        )
    )
    names = ("row", "column", "value", "wanted")
    terminal.data(
        {
            "result": "REFUSED",
            "problemCount": problems.count,
            "problems": [
                {name: getattr(problem, name) for name in names} for problem in problems.first
            ],
        }
    )
    return ExitCode.ANSWERED
