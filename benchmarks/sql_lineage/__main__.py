"""Print how much of the hand-written lineage is found: `python -m benchmarks.sql_lineage`."""

import sys
from collections.abc import Sequence

from benchmarks.sql_lineage import casebook, judging
from benchmarks.sql_lineage.judging import Judgement


def table(judged: Sequence[Judgement]) -> str:
    """Return the figures by dialect and subject, and what fails, as Markdown."""
    lines = [
        "| Dialect | Subject | Cases | Cases right | Columns | Columns right | Per cent |",
        "|---|---|---|---|---|---|---|",
    ]
    keys = dict.fromkeys((each.case.dialect, each.case.subject) for each in judged)
    for dialect, subject in keys:
        own = [
            each for each in judged if (each.case.dialect, each.case.subject) == (dialect, subject)
        ]
        lines.append(_row(dialect, subject, own))
    lines += [_row("all", "", judged), ""]
    for each in judged:
        if each.differences:
            known = f" (known: {each.case.known_failure})" if each.case.known_failure else ""
            lines.append(f"- {each.case.id}{known}")
            lines += [f"  - {difference}" for difference in each.differences]
    return "\n".join(lines)


def _row(dialect: str, subject: str, judged: Sequence[Judgement]) -> str:
    right = sum(not each.differences for each in judged)
    columns = sum(each.expected for each in judged)
    found = sum(each.right for each in judged)
    share = f"{100 * found / columns:.1f}" if columns else "-"
    cells = [dialect, subject, len(judged), right, columns, found, share]
    return "| " + " | ".join(map(str, cells)) + " |"


if __name__ == "__main__":
    sys.stdout.write(table([judging.judge(case) for case in casebook.cases()]) + "\n")
