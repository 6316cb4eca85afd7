"""The lexicon's files: read, checked, put together.

What they contradict is a `LexiconError` with file and line.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import Enum
from pathlib import Path

from graph_catalog.matching.lexicon import folder
from graph_catalog.matching.lexicon.entries import (
    ClassKind,
    Contents,
    DataType,
    LexiconElement,
    ObjectClass,
    RoleKind,
    RoleWord,
    Words,
)
from graph_catalog.matching.lexicon.folder import HEADERS
from graph_catalog.matching.lexicon.spelling import compact, normalise
from graph_catalog.model.csv_rows import (
    SEPARATOR,
    CsvRow,
    is_yes,
    one_of,
    read_rows,
    required,
)


def read_contents(extra: Path | None) -> Contents:
    """Read our files and a district's own.

    `extra` is a folder laid out like ours, or one file of elements.
    """
    digest = hashlib.sha256()
    rows: dict[str, list[CsvRow]] = {kind: [] for kind in HEADERS}
    for kind, file, content in folder.files(extra):
        digest.update(content.replace(b"\r\n", b"\n"))
        rows[kind] += read_rows(content, file, HEADERS[kind])
    classes = _classes(rows["classes"])
    roles = _roles(rows["roles"], classes)
    for row in rows["classes"]:
        if row["默认地点"]:
            _known(row, "默认地点", row["默认地点"], roles)
    words = _words(rows["words"])
    return Contents(
        classes=classes,
        roles=roles,
        elements=_elements(rows["elements"], classes, words),
        words=words,
        hash=digest.hexdigest(),
    )


def _classes(rows: list[CsvRow]) -> dict[str, ObjectClass]:
    found: dict[str, ObjectClass] = {}
    defined: dict[str, CsvRow] = {}
    for row in rows:
        name = required(row, "对象类")
        if name in found:
            _supplements(row, defined[name], "对象类；题名词；字段词")
            found[name] = replace(
                found[name],
                title_words=_union(found[name].title_words, listed(row, "题名词")),
                field_words=_union(found[name].field_words, listed(row, "字段词")),
            )
            continue
        defined[name] = row
        found[name] = ObjectClass(
            name=name,
            parents=tuple(filter(None, row["上位类"].split(SEPARATOR))),
            kind=one_of(ClassKind, row, "种类"),
            merges=is_yes(row, "并入上位类"),
            by_scheme=is_yes(row, "按场景区分"),
            party=row["主体"],
            place=row["默认地点"],
            title_words=listed(row, "题名词"),
            field_words=listed(row, "字段词"),
            source=required(row, "来源"),
        )
    for row in rows:
        for header in ("上位类", "主体"):
            for name in filter(None, row[header].split(SEPARATOR)):
                _known(row, header, name, found)
        _without_cycle(row, found)
    return found


def _roles(rows: list[CsvRow], classes: Mapping[str, ObjectClass]) -> dict[str, RoleWord]:
    found: dict[str, RoleWord] = {}
    owners: dict[str, CsvRow] = {}
    defined: dict[str, CsvRow] = {}
    for row in rows:
        name = required(row, "限定词")
        words = listed(row, "词")
        for word in words:
            _unclaimed(row, word, owners, owner=name, header="限定词")
        if name in found:
            _supplements(row, defined[name], "限定词；词")
            found[name] = replace(found[name], words=_union(found[name].words, words))
            continue
        defined[name] = row
        anchor = row["归属"]
        if anchor not in {"", "主体", "场景"}:
            _known(row, "归属", anchor, classes)
        found[name] = RoleWord(
            name=name,
            kind=one_of(RoleKind, row, "种类"),
            anchor=anchor,
            words=_union((compact(normalise(name)),), words),
            source=required(row, "来源"),
        )
    return found


def _elements(
    rows: list[CsvRow], classes: Mapping[str, ObjectClass], words: Words
) -> dict[str, LexiconElement]:
    found: dict[str, LexiconElement] = {}
    owners: dict[str, CsvRow] = {}
    defined: dict[str, CsvRow] = {}
    for row in rows:
        code = required(row, "编码")
        spellings = listed(row, "同义名称")
        columns = tuple(column.replace("_", "") for column in listed(row, "列名"))
        known = found.get(code)
        owner = known.object_class if known else required(row, "对象类")
        _known(row, "对象类", owner, classes)
        for spelling in filter(None, (*spellings, row["属性"])):
            folded = f"{owner}.{words.fold(spelling)}"
            _unclaimed(row, spelling, owners, owner=code, header="编码", key=folded)
        for column in columns:
            _unclaimed(row, column, owners, owner=code, header="编码", key=f"{owner}.{column}")
        if known:
            _supplements(row, defined[code], "编码；同义名称；列名")
            found[code] = replace(
                known,
                synonyms=_union(known.synonyms, spellings),
                columns=_union(known.columns, columns),
            )
            continue
        defined[code] = row
        found[code] = LexiconElement(
            code=code,
            object_class=owner,
            attribute=required(row, "属性"),
            is_identifier=is_yes(row, "标识符"),
            kind=one_of(DataType, row, "数据类型"),
            by_scheme=is_yes(row, "按场景区分"),
            standard=row["标准"],
            synonyms=spellings,
            columns=columns,
            near=row["相近数据元"],
            source=required(row, "来源"),
        )
    for row in rows:
        if row["相近数据元"]:
            _known(row, "相近数据元", row["相近数据元"], found)
    return found


def _words(rows: list[CsvRow]) -> Words:
    by_kind: dict[str, tuple[str, ...]] = {}
    replaced: dict[_WordKind, dict[str, str]] = {kind: {} for kind in _REPLACING}
    confusable: dict[str, str] = {}
    owners: dict[str, CsvRow] = {}
    for row in rows:
        kind = one_of(_WordKind, row, "种类")
        words = listed(row, "词")
        if kind is _WordKind.CONFUSABLE:
            for one in words:
                others = (other for other in words if other != one)
                confusable[one] = "".join(_union(confusable.get(one, ""), others))
            continue
        if kind not in replaced:
            by_kind[kind.name] = _union(by_kind.get(kind.name, ()), words)
            continue
        canonical = row["规范词"] if kind is _WordKind.NEAR else required(row, "规范词")
        for word in words:
            key = f"{kind.value}.{word}"
            _unclaimed(row, word, owners, owner=canonical, header="规范词", key=key)
        replaced[kind] |= dict.fromkeys(words, canonical)
    return Words(
        fillers=by_kind.get("FILLER", ()),
        code_forms=by_kind.get("CODE_FORM", ()),
        name_forms=by_kind.get("NAME_FORM", ()),
        noise_tails=by_kind.get("NOISE_TAIL", ()),
        tails=replaced[_WordKind.TAIL],
        near_words=replaced[_WordKind.NEAR],
        columns=replaced[_WordKind.COLUMN],
        scheme_tails=by_kind.get("SCHEME_TAIL", ()),
        title_noise=by_kind.get("TITLE_NOISE", ()),
        title_skips=by_kind.get("TITLE_SKIP", ()),
        domains=by_kind.get("DOMAIN", ()),
        places=by_kind.get("PLACE", ()),
        things=by_kind.get("THING", ()),
        units=by_kind.get("UNIT", ()),
        confusable=confusable,
    )


class _WordKind(Enum):
    FILLER = "填充"
    CODE_FORM = "代码形式"
    NAME_FORM = "名称形式"
    NOISE_TAIL = "后缀噪声"
    TAIL = "尾替换"
    NEAR = "近义"
    SCHEME_TAIL = "场景尾词"
    TITLE_NOISE = "题名噪声"
    TITLE_SKIP = "题名略过"
    DOMAIN = "题名领域"
    PLACE = "地名"
    THING = "题名事物"
    UNIT = "计量单位"
    CONFUSABLE = "易混字"
    COLUMN = "列名"


_REPLACING = (_WordKind.TAIL, _WordKind.NEAR, _WordKind.COLUMN)
"""Kinds of which each word stands for one other."""


def _known(row: CsvRow, header: str, name: str, known: Mapping[str, object]) -> None:
    if name not in known:
        raise row.fault(
            zh=f"“{header}”中的“{name}”不在词表中，请先登记或改正。",
            en=f"{header} names {name}, which the lexicon does not have; add it or correct the "
            "name.",
        )


def _unclaimed(
    row: CsvRow, word: str, owners: dict[str, CsvRow], *, owner: str, header: str, key: str = ""
) -> None:
    """Take `word` for `owner`, or say who has it.

    A word with two owners would be read by chance. `key` is where it has but one: a class.
    """
    first = owners.setdefault(key or word, row)
    if first[header] != owner:
        raise row.fault(
            zh=f"“{word}”已属于“{first[header]}”（{first.place}），不能再属于“{owner}”。",
            en=f"{word} already belongs to {first[header]} ({first.place}); "
            f"it cannot belong to {owner} as well.",
        )


def _supplements(row: CsvRow, first: CsvRow, adds: str) -> None:
    """Refuse a later row of a known entry that says something else of it than its first.

    Only the words of the columns `adds` are added; what else it says would be overlooked.
    """
    for header, said in row.cells.items():
        if header not in adds.split(SEPARATOR) and said.strip() not in {"", first[header]}:
            raise row.fault(
                zh=f"“{header}”已定为“{first[header]}”（{first.place}），不能改为“{said.strip()}”。"
                "请留空。",
                en=f"{header} is {first[header]!r} already ({first.place}); it cannot become "
                f"{said.strip()!r}. Leave it empty.",
            )


def _without_cycle(row: CsvRow, classes: Mapping[str, ObjectClass]) -> None:
    reached = [row["对象类"]]
    for name in reached:
        for parent in classes[name].parents:
            if parent == reached[0]:
                raise row.fault(
                    zh=f"对象类“{parent}”是自己的上位类。", en=f"Class {parent} is above itself."
                )
            if parent not in reached:
                reached.append(parent)


def _union(first: Iterable[str], second: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def listed(row: CsvRow, header: str) -> tuple[str, ...]:
    """Return the words of a cell, each in the one way to write it."""
    return tuple(
        dict.fromkeys(word for cell in row.parts(header) if (word := compact(normalise(cell))))
    )
