"""The rule file of lineage: which system and entry the datasets are that tools name, and whose names are (CSV).

    命名空间,名称,信息系统,目录代码,所属单位,说明
    postgres://10.0.0.5:5432,civil.public.low_income,,308204/000001,,低保对象
    postgres://10.0.0.5:5432,*,民政业务系统,,,其余的表
    etl-mz,*,,,东海区民政局,民政局自己的作业与表

`*` stands for any number of characters. A row with a `目录代码` says which entry a dataset is, one with an `信息系统`
(code or exact name) only which system holds it. A row with a `所属单位` (credit code or exact name) says whose the names
are, of datasets and of jobs; without one a dataset is whose system holds it, and an entry is always its provider's. Rows without `*` come before those with, an exact match before one that
differs in upper and lower case or in width; of several the first counts.
"""

import dataclasses
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Final, Self

from graph_catalog.errors import InputFileError
from graph_catalog.language import say
from graph_catalog.lineage.pure.observations import DatasetName, Placement
from graph_catalog.model.characters import forbidden_in_name
from graph_catalog.sheets import text_table
from graph_catalog.sheets.labels import plain
from graph_catalog.sheets.text_table import Header, TextTable

_ANY: Final = "*"


class _Column(Enum):
    """A column of the rule file, by its labels."""

    NAMESPACE = ("命名空间", "namespace")
    NAME = ("名称", "name")
    SYSTEM = ("信息系统", "system")
    CODE = ("目录代码", "code")
    UNIT = ("所属单位", "unit")
    NOTE = ("说明", "note")


_LABELS: Final = {plain(label): column for column in _Column for label in column.value}
_Cells = Mapping[_Column, str]


@dataclasses.dataclass(frozen=True)
class _Rule:
    row: int
    namespace: str
    name: str
    placement: Placement

    def fits(self, name: DatasetName) -> bool:
        return _fits(self.namespace, name.namespace) and _fits(self.name, name.name)

    def folded(self) -> Self:
        """Return the same for names of which upper and lower case, full and half width are one."""
        return dataclasses.replace(self, namespace=_folded(self.namespace), name=_folded(self.name))


class LineageRules:
    """The rules of a district; without any, no dataset is placed."""

    def __init__(self, rules: Sequence[_Rule] = ()) -> None:
        self._single: dict[DatasetName, Placement] = {}
        self._folded: dict[DatasetName, Placement] = {}
        self._open = [rule for rule in rules if _ANY in rule.namespace + rule.name]
        self._open_folded = [rule.folded() for rule in self._open]
        for rule in rules:
            name = DatasetName(rule.namespace, rule.name)
            self._single.setdefault(name, rule.placement)
            self._folded.setdefault(_fold(name), rule.placement)

    @classmethod
    def of(cls, path: Path | None) -> Self:
        """Return the rules that the settings name; without a file there are none. Raises as `read` does."""
        return cls() if path is None else cls.read(path)

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a rule file, UTF-8 or GB18030; raises `InputFileError` with file and row for what makes no sense."""
        table = text_table.read(path, _label)
        header = _header(table)
        rules = [_rule(table.source, row, cells) for row, cells in _rows(table, header)]
        first: dict[tuple[str, str], _Rule] = {}
        for rule in rules:
            known = first.setdefault((rule.namespace, rule.name), rule)
            if known.placement != rule.placement:
                raise _fault(
                    table.source,
                    rule.row,
                    zh=f"与第 {known.row} 行的命名空间和名称相同，去处却不同。请删去其一。",
                    en=f"it has namespace and name of row {known.row}, but another place. Remove one of them.",
                )
        return cls(rules)

    def place(self, name: DatasetName) -> Placement | None:
        """Return where a dataset belongs; None where no rule speaks of it."""
        folded = _fold(name)
        placement = self._single.get(name) or self._folded.get(folded)
        if placement is not None:
            return placement
        for rules, sought in ((self._open, name), (self._open_folded, folded)):
            for rule in rules:
                if rule.fits(sought):
                    return rule.placement
        return None


def _fold(name: DatasetName) -> DatasetName:
    return DatasetName(_folded(name.namespace), _folded(name.name))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


def _fits(pattern: str, text: str) -> bool:
    """Whether a text is what a pattern says. In one pass: no pattern makes it slow, as an expression might be."""
    first, *others = pattern.split(_ANY)
    if not others:
        return pattern == text
    *middle, last = others
    if not text.startswith(first) or not text.endswith(last):
        return False
    at, end = len(first), len(text) - len(last)
    for part in middle:
        found = text.find(part, at, end)
        if found < 0:
            return False
        at = found + len(part)
    return at <= end


def _label(cell: str) -> _Column | None:
    return _LABELS.get(plain(cell))


def _header(table: TextTable) -> Header:
    header = text_table.header(table, _label)
    known = [_LABELS.get(plain(cell)) for cell in header.labels] if header else []
    wanted = (_Column.NAMESPACE, _Column.NAME)
    if header is None or any(column not in known for column in wanted):
        raise _fault(
            table.source,
            header.row if header else 1,
            zh="表头应有 命名空间、名称、信息系统、目录代码、所属单位、说明。请补上。",
            en="the header should be namespace, name, system, code, unit, note. Add what is missing.",
        )
    for cell, column in zip(header.labels, known, strict=True):
        if (column is None and cell.strip()) or (column is not None and known.count(column) > 1):
            raise _fault(
                table.source,
                header.row,
                zh=f"表头“{cell.strip()}”不明或重复。请只用 命名空间、名称、信息系统、目录代码、所属单位、说明。",
                en=f"the label {cell.strip()!r} is unknown or stands twice. "
                "Use namespace, name, system, code, unit, note.",
            )
    return header


def _rows(table: TextTable, header: Header) -> Iterator[tuple[int, _Cells]]:
    columns = [_LABELS.get(plain(label)) for label in header.labels]
    for row, texts in enumerate(table.rows[header.row :], header.row + 1):
        if not any(text.strip() for text in texts):
            continue
        if any(text.strip() for text in texts[len(columns) :]):
            raise _fault(
                table.source,
                row,
                zh=f"有 {len(texts)} 列，表头只有 {len(columns)} 列。请核对逗号与引号。",
                en=f"it has {len(texts)} columns, the header {len(columns)}. Check commas and quotes.",
            )
        cells = dict.fromkeys(_Column, "")
        cells |= {
            column: text.strip()
            for column, text in zip(columns, texts, strict=False)
            if column is not None
        }
        yield row, cells


def _rule(source: str, row: int, cells: _Cells) -> _Rule:
    for column, text in cells.items():
        if forbidden := forbidden_in_name(text):
            raise _fault(
                source,
                row,
                zh=f"“{column.value[0]}”含有不可见字符 {forbidden}。请删除。",
                en=f"{column.value[1]} holds an invisible character, {forbidden}. Remove it.",
            )
    if not cells[_Column.NAMESPACE] or not cells[_Column.NAME]:
        raise _fault(
            source,
            row,
            zh="“命名空间”与“名称”不能为空；不限的写 *。",
            en="namespace and name must not be empty; * stands for any.",
        )
    placement = Placement(
        cells[_Column.SYSTEM] or None, cells[_Column.CODE] or None, cells[_Column.UNIT] or None
    )
    if placement == Placement():
        raise _fault(
            source,
            row,
            zh="“信息系统”“目录代码”与“所属单位”至少填一个，否则这一行什么也没说。",
            en="it needs a system, a code or a unit; without any it says nothing.",
        )
    if placement.code and placement.unit:
        raise _fault(
            source,
            row,
            zh="目录条目属于其提供单位，“目录代码”与“所属单位”不能同时填写。请删去其一。",
            en="an entry is its provider's, so code and unit do not go together. Remove one of them.",
        )
    return _Rule(row, cells[_Column.NAMESPACE], cells[_Column.NAME], placement)


def _fault(source: str, row: int, *, zh: str, en: str) -> InputFileError:
    return InputFileError(
        say(zh=f"文件 {source} 第 {row} 行：{zh}", en=f"{source}, row {row}: {en}")
    )
