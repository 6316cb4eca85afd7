"""Reading a catalog file: the template of Art. 10, one row per field, or a foreign one mapped.

Nothing is guessed: a file with anything wrong gives a list of what, where, and what is wanted.
"""

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from graph_catalog.errors import InputFileError
from graph_catalog.language import say, some
from graph_catalog.model.catalog_sheet import ROW_LIMIT, CatalogSheet, Problems
from graph_catalog.model.import_arguments import ImportArguments
from graph_catalog.sheets import cells, labels, secrecy, swapped, text_table
from graph_catalog.sheets.column_mapping import ColumnMapping
from graph_catalog.sheets.labels import Column
from graph_catalog.sheets.sheet_rows import Grouping, SheetRow
from graph_catalog.sheets.swapped import Cell
from graph_catalog.sheets.text_table import Header, TextTable

_NEEDED: Final = (Column.ENTRY, Column.FIELD)
_UNMAPPED: Final = ColumnMapping()


def read(path: Path, mapping: ColumnMapping = _UNMAPPED) -> CatalogSheet:
    """Read a catalog file; raises `InputFileError` where it is no such file at all."""
    return _sheet(text_table.read(path, _meant(mapping)), mapping)


def parse(source: str, content: bytes, mapping: ColumnMapping = _UNMAPPED) -> CatalogSheet:
    """Read the bytes of a catalog file, as `read` does."""
    return _sheet(text_table.parse(source, content, _meant(mapping)), mapping)


@dataclasses.dataclass(frozen=True)
class _Layout:
    """Where the columns stand: our column to its place in a row and to its label in the file."""

    header_row: int
    places: Mapping[Column, int]
    names: Mapping[Column, str]
    ignored: Sequence[str]
    width: int


def _sheet(table: TextTable, mapping: ColumnMapping) -> CatalogSheet:
    layout = _layout(table, mapping)
    body = [row for row in _numbered(table.rows) if row[0] > layout.header_row]
    if not body:
        raise _no_rows(table.source, layout.header_row)
    problems = Problems()
    grouping = Grouping(problems, layout.names)
    if len(body) > ROW_LIMIT:
        problems.add(0, "", "", _too_many(len(body)))
    else:
        for number, cells_of_row in body:
            _read_row(number, cells_of_row, layout, mapping, grouping)
        for swap in swapped.find(_contents(body, layout, mapping)):
            found = cells.visible(swap.cell.text)
            problems.add(swap.cell.row, layout.names[swap.column], found, swap.wanted)
    return CatalogSheet(
        source=table.source,
        digest=table.digest,
        encoding=table.encoding,
        separator=table.separator,
        columns=[layout.names[column] for column in layout.places],
        ignored=layout.ignored,
        row_count=len(body),
        entries=grouping.entries(),
        problems=problems,
    )


def _contents(
    body: Sequence[tuple[int, Sequence[str]]], layout: _Layout, mapping: ColumnMapping
) -> dict[Column, list[Cell]]:
    """Return the cells of each column that are not blank, but of columns that were mapped: whoever did knows them."""
    return {
        column: [
            Cell(number, text)
            for number, row in body
            if place < len(row) and (text := swapped.plain(row[place]))
        ]
        for column, place in layout.places.items()
        if column in swapped.LOOKED_AT and column not in mapping.columns
    }


def _numbered(rows: Sequence[Sequence[str]]) -> Iterator[tuple[int, Sequence[str]]]:
    for number, row in enumerate(rows, 1):
        if any(cell.strip() for cell in row):
            yield number, row


def _meant(mapping: ColumnMapping) -> Callable[[str], Column | None]:
    mapped = {label.strip(): column for column, label in mapping.columns.items()}

    def meant(label: str) -> Column | None:
        known = labels.column(label)
        # A label that the mapping gives to one of our columns is that one's alone.
        return mapped.get(label.strip()) or (known if known not in mapping.columns else None)

    return meant


def _layout(table: TextTable, mapping: ColumnMapping) -> _Layout:
    meant = _meant(mapping)
    header = text_table.header(table, meant)
    if header is None:
        raise _no_header(table.source, mapping.arguments)
    places: dict[Column, int] = {}
    for place, label in enumerate(header.labels):
        column = meant(label)
        if column is None:
            continue
        if column in places:
            raise _twice(table.source, header, (places[column], place), mapping.arguments)
        places[column] = place
    _check_columns(table.source, header, places, mapping)
    names = {column: column.value for column in Column}
    names |= {column: header.labels[place].strip() for column, place in places.items()}
    taken = set(places.values())
    ignored = [
        label.strip()
        for place, label in enumerate(header.labels)
        if place not in taken and label.strip()
    ]
    return _Layout(header.row, places, names, ignored, len(header.labels))


def _check_columns(
    source: str, header: Header, places: Mapping[Column, int], mapping: ColumnMapping
) -> None:
    found = some([*filter(None, map(str.strip, header.labels))], "列", most=len(Column))
    absent = [label for column, label in mapping.columns.items() if column not in places]
    if absent:
        raise InputFileError(
            say(
                zh=f"文件 {source} 中没有 {mapping.arguments.columns} 所说的列："
                f"{some(absent, '列')}。该文件的列为：{found}。",
                en=f"{source} has no column {some(absent)}, which "
                f"{mapping.arguments.columns} names; it has {found}.",
            )
        )
    missing = [
        column.value
        for column in _NEEDED
        if column not in places and column not in mapping.defaults
    ]
    if missing:
        example = _example(mapping.arguments, missing[0])
        raise InputFileError(
            say(
                zh=f"文件 {source} 第 {header.row} 行的表头缺少列：{'、'.join(missing)}；"
                f"现有：{found}。请补上，或指明是文件的哪一列，如 {example}。",
                en=f"{source}: the header in row {header.row} lacks {', '.join(missing)}; it has "
                f"{found}. Add them, or name them: {example}.",
            )
        )


def _read_row(
    number: int,
    row: Sequence[str],
    layout: _Layout,
    mapping: ColumnMapping,
    grouping: Grouping,
) -> None:
    problems = grouping.problems
    texts = {
        column: row[place] if place < len(row) else "" for column, place in layout.places.items()
    }
    refusal = _header_again(texts) or _secret(texts, layout) or _surplus(row, layout)
    if refusal is not None:
        problems.add(number, *refusal)
        return
    for column, default in mapping.defaults.items():
        if not texts.get(column, "").strip():
            texts[column] = default
    wrong = problems.count
    values: dict[Column, cells.Attributes] = {}
    for column, text in texts.items():
        value = cells.read(column, text) if column is not Column.SECRECY else {}
        if isinstance(value, cells.Unreadable):
            problems.add(number, layout.names[column], cells.visible(text), value.text)
        elif value:
            values[column] = value
        elif column in _NEEDED:
            problems.add(number, layout.names[column], "", cells.empty())
    if problems.count == wrong:
        grouping.add(SheetRow(number, texts, values))


def _header_again(texts: Mapping[Column, str]) -> tuple[str, str, str] | None:
    """Return that a row is another header: where files were put together, the columns below may be others."""
    said = [text for text in texts.values() if text.strip()]
    if len(said) < len(_NEEDED) or any(labels.column(text) is None for text in said):
        return None
    return "", cells.visible(said[0]), _another_header()


def _secret(texts: Mapping[Column, str], layout: _Layout) -> tuple[str, str, str] | None:
    """Return where a row bears a mark of state secrecy, or leaves it unclear (Art. 30)."""
    for column, text in texts.items():
        mark = secrecy.mark(column, text)
        if mark is not None:
            return layout.names[column], mark, _classified()
    secrecy_text = texts.get(Column.SECRECY, "")
    if secrecy.is_open(secrecy_text):
        return None
    return layout.names[Column.SECRECY], cells.visible(secrecy_text), _unclear()


def _surplus(row: Sequence[str], layout: _Layout) -> tuple[str, str, str] | None:
    surplus = next((cell for cell in row[layout.width :] if cell.strip()), None)
    if surplus is None:
        return None
    return "", cells.visible(surplus), _shifted(layout.width)


def _another_header() -> str:
    return say(
        zh="该行又是一个表头，多因几个文件拼接而成。请核对以下各行的列序是否相同，删去该行；不同的请分别导入。",
        en="The row is another header: files were put together. Check that the columns below are the same and remove the row, or "
        "import the files one by one.",
    )


def _classified() -> str:
    return say(
        zh="涉及国家秘密的数据不得进入本目录（第三十条）。请从文件中删除该行，依保密规定另行处理。",
        en="What is a state secret must not enter the catalog (Art. 30). Remove the row from the "
        "file and treat it by the rules of secrecy.",
    )


def _unclear() -> str:
    return say(
        zh="应为“非密”；工作秘密、商业秘密请在“敏感级别”列以 L1 至 L4 表示。",
        en="It must be 非密; mark work and trade secrets by L1 to L4 in 敏感级别.",
    )


def _shifted(width: int) -> str:
    return say(
        zh=f"该行的单元格多于表头的 {width} 列；内容中含有分隔符（如逗号）的须加引号。",
        en=f"The row has more cells than the header's {width}; quote what holds a separator, as a comma.",
    )


def _too_many(count: int) -> str:
    return say(
        zh=f"文件有 {count} 行数据，一次最多导入 {ROW_LIMIT} 行。请按提供单位拆分后分别导入。",
        en=f"The file has {count} rows; {ROW_LIMIT} are imported at a time. Split it by provider "
        "and import the parts.",
    )


def _no_rows(source: str, header_row: int) -> InputFileError:
    return InputFileError(
        say(
            zh=f"文件 {source} 只有第 {header_row} 行的表头，其下没有数据。请核对是否选错文件，或导出未完成。",
            en=f"{source} has a header in row {header_row} and no data below it. Check whether it is the right file, and whether its "
            "export was finished.",
        )
    )


def _example(arguments: ImportArguments, column: str) -> str:
    return arguments.named_column(column, say(zh="<文件中的列名>", en="<the file's label>"))


def _no_header(source: str, arguments: ImportArguments) -> InputFileError:
    wanted = "、".join(column.value for column in list(Column)[:10])
    example = _example(arguments, Column.ENTRY.value)
    return InputFileError(
        say(
            zh=f"文件 {source} 的前 20 行中没有可识别的表头。模板的列为：{wanted}；"
            f"其他列名请指明，如 {example}。",
            en=f"{source} has no header that is known in its first 20 rows. The template's columns "
            f"are {wanted}; name others, as {example}.",
        )
    )


def _twice(
    source: str, header: Header, places: tuple[int, int], arguments: ImportArguments
) -> InputFileError:
    first, second = places
    one, other = header.labels[first].strip(), header.labels[second].strip()
    return InputFileError(
        say(
            zh=f"文件 {source} 第 {header.row} 行的表头中，第 {first + 1} 列“{one}”"
            f"与第 {second + 1} 列“{other}”意思相同。请删去其一，或用 {arguments.columns} 指明用哪一列。",
            en=f"{source}: in the header, row {header.row}, columns {first + 1} ({one}) and "
            f"{second + 1} ({other}) mean the same. Remove one, or say which by "
            f"{arguments.columns}.",
        )
    )
