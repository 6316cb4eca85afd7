"""Why a catalog file is not put on record, in words. Pure."""

import dataclasses
from collections.abc import Sequence

from graph_catalog.entries.imports.import_targets import is_credit_code
from graph_catalog.language import counted, say, some
from graph_catalog.model.catalog_sheet import Problems, SheetProblem
from graph_catalog.model.import_arguments import ImportArguments
from graph_catalog.model.refusals import InvalidInput, Refusal


def refused(problems: Problems, file: str) -> InvalidInput:
    """Make one refusal of all problems of a file; the first of them are listed."""
    lines = [str(problem) for problem in problems.first]
    if problems.count > len(lines):
        rest = problems.count - len(lines)
        lines.append(say(zh=f"另有 {rest} 处，未列出。", en=f"And {rest} more."))
    heading = say(
        zh=f"文件“{file}”未导入，有 {problems.count} 处需要改正：",
        en=f"{file} was not imported; {counted(problems.count, 'thing is', 'things are')} "
        "to be corrected:",
    )
    return InvalidInput(message="\n".join([heading, *lines]), path=["input", "content"])


def at_cell(refusal: Refusal, cell: tuple[int, str, str], file: str) -> Refusal:
    """Return a refusal of what a cell says, row, column and content, with where that stands."""
    where = SheetProblem(*cell, refusal.message)
    message = say(zh=f"文件“{file}”未导入：\n{where}", en=f"{file} was not imported:\n{where}")
    return dataclasses.replace(refusal, message=message, path=["input", "content"])


def no_provider(arguments: ImportArguments) -> str:
    """Say what to do about a row without a provider."""
    return say(
        zh=f"该行没有写明提供单位。请补上，或用 {arguments.unit} 指明没有写明的行由哪个单位提供。",
        en=f"The row names no provider. Add it, or say by {arguments.unit} who provides such rows.",
    )


def unknown_unit(name: str, like: Sequence[str], arguments: ImportArguments) -> str:
    """Say what to do about a unit that is not on record; `like` are those that are written nearly like it."""
    if is_credit_code(name):
        return say(
            zh="没有统一社会信用代码为此的单位。请核对，或先登记该单位。",
            en="No unit has this credit code. Check it, or register the unit first.",
        )
    near = some(like)
    return say(
        zh=f"没有这个单位{f'，相近的有：{near}' if like else ''}。请核对名称；确属新单位时用 {arguments.create_units} 登记。",
        en=f"There is no such unit{f'; like it: {near}' if like else ''}. Check the name; {arguments.create_units} registers units "
        "that are new.",
    )


def no_such_provider(name: str, wanted: str, arguments: ImportArguments) -> InvalidInput:
    """Refuse a unit that is to provide the rows that name none, and is not on record."""
    message = say(
        zh=f"未导入：{arguments.unit} 所说的单位为“{name}”。{wanted}",
        en=f"Nothing was imported: {arguments.unit} names “{name}”. {wanted}",
    )
    return InvalidInput(message=message, path=["input", "unit"])


def entries_are_units(name: str) -> str:
    """Say that the columns of units and of entries hold each other's contents."""
    return say(
        zh=f"文件中的提供单位都未登记，而业务名称（如“{name}”）都是已登记的单位：两列的表头颠倒了。请改正表头。",
        en=f"No provider of the file is on record, and each entry is called as a unit that is, such as {name}: the labels of "
        "the two columns are swapped. Correct the header.",
    )


def ambiguous() -> str:
    """Say what to do about a name that several units have."""
    return say(
        zh="有几个单位叫这个名称。请改写统一社会信用代码。",
        en="Several units have this name. Write the credit code instead.",
    )


def taken() -> str:
    """Say what to do about a code that another unit's entry has."""
    return say(
        zh="该代码不可用。请换一个代码，或联系区大数据中心。",
        en="This code is not to be had. Take another, or ask the big-data centre.",
    )


def unfit(lacks: str) -> str:
    """Say what a published entry must not be without."""
    return say(
        zh=f"该条目已发布，照此修改则还缺少{lacks}（第十条、第十九条）。请在文件中补上。",
        en=f"The entry is published; changed like this it lacks {lacks} (Art. 10, 19). Add that.",
    )


def same_code(row: int) -> str:
    """Say that another entry of the file has the code, written otherwise or under another name."""
    return say(
        zh=f"与第 {row} 行的条目目录代码相同（不计大小写、全半角与空格）；一个目录代码只属于一个条目。请核对。",
        en=f"the code of the entry of row {row} too, but for case, width and blanks: a code is of one entry; check both.",
    )


def twin(row: int) -> str:
    """Say what to do about an entry that the file writes apart."""
    return say(
        zh=f"与第 {row} 行是同一单位的同名条目（不计大小写、全半角与空格）。是同一个的请统一写法；是两个的请各给一个目录代码。",
        en=f"Row {row} is the same unit's entry of the same name, but for case, width and blanks. If it is the same one, write "
        "it in one way; if not, give each a 目录代码.",
    )
