"""The lexicon's files: read, checked, put together.

What they contradict is a `LexiconError` with file and line.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import Enum
from pathlib import Path

from graph_catalog.errors import LexiconError
from graph_catalog.language import say
from graph_catalog.matching.lexicon_entries import (
    ClassKind,
    Contents,
    DataType,
    Element,
    ObjectClass,
    Role,
    RoleKind,
    Words,
)
from graph_catalog.matching.lexicon_rows import (
    SEPARATOR,
    Row,
    is_yes,
    one_of,
    read_rows,
    required,
)
from graph_catalog.matching.spelling import compact, normalise

OURS = Path(__file__).parent.parent / "lexicon"


_HEADERS = {
    "classes": "对象类,上位类,种类,并入上位类,按场景区分,主体,默认地点,题名词,字段词,来源",
    "roles": "限定词,种类,归属,词,来源",
    "words": "种类,规范词,词,说明",
    "elements": "编码,对象类,属性,标识符,数据类型,按场景区分,标准,同义名称,列名,相近数据元,来源",
}


def read_contents(extra: Path | None) -> Contents:
    """Read our files and a district's own.

    `extra` is a folder laid out like ours, or one file of elements.
    """
    digest = hashlib.sha256()
    rows: dict[str, list[Row]] = {kind: [] for kind in _HEADERS}
    for kind, path in _files(OURS) + ([] if extra is None else _files(extra)):
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
        rows[kind] += read_rows(path, _HEADERS[kind].split(","))
    classes = _classes(rows["classes"])
    return Contents(
        classes=classes,
        roles=_roles(rows["roles"], classes),
        elements=_elements(rows["elements"], classes),
        words=_words(rows["words"]),
        hash=digest.hexdigest(),
    )


def _files(place: Path) -> list[tuple[str, Path]]:
    if place.is_file():
        return [("elements", place)]
    if not place.is_dir():
        raise LexiconError(
            say(
                zh=f"词表 {place} 不存在。请给出一个文件夹或一个数据元 CSV 文件。",
                en=f"There is no lexicon at {place}. Name a folder, or a CSV file of elements.",
            )
        )
    single = [(kind, place / f"{kind}.csv") for kind in ("classes", "roles", "words")]
    return [(kind, path) for kind, path in single if path.is_file()] + [
        ("elements", path) for path in sorted(place.glob("elements/*.csv"))
    ]


def _classes(rows: list[Row]) -> dict[str, ObjectClass]:
    found: dict[str, ObjectClass] = {}
    for row in rows:
        name = required(row, "对象类")
        if name in found:
            found[name] = replace(
                found[name],
                title_words=_union(found[name].title_words, row.listed("题名词")),
                field_words=_union(found[name].field_words, row.listed("字段词")),
            )
            continue
        found[name] = ObjectClass(
            name=name,
            parents=tuple(filter(None, row["上位类"].split(SEPARATOR))),
            kind=one_of(ClassKind, row, "种类"),
            merges=is_yes(row, "并入上位类"),
            by_scheme=is_yes(row, "按场景区分"),
            party=row["主体"],
            place=row["默认地点"],
            title_words=row.listed("题名词"),
            field_words=row.listed("字段词"),
            source=required(row, "来源"),
        )
    for row in rows:
        for header in ("上位类", "主体"):
            for name in filter(None, row[header].split(SEPARATOR)):
                _known(row, header, name, found)
        _without_cycle(row, found)
    return found


def _roles(rows: list[Row], classes: Mapping[str, ObjectClass]) -> dict[str, Role]:
    found: dict[str, Role] = {}
    owners: dict[str, Row] = {}
    for row in rows:
        name = required(row, "限定词")
        words = row.listed("词")
        for word in words:
            _unclaimed(row, word, owners, owner=name, header="限定词")
        if name in found:
            found[name] = replace(found[name], words=_union(found[name].words, words))
            continue
        anchor = row["归属"]
        if anchor not in {"", "主体", "场景"}:
            _known(row, "归属", anchor, classes)
        found[name] = Role(
            name=name,
            kind=one_of(RoleKind, row, "种类"),
            anchor=anchor,
            words=_union((compact(normalise(name)),), words),
            source=required(row, "来源"),
        )
    return found


def _elements(rows: list[Row], classes: Mapping[str, ObjectClass]) -> dict[str, Element]:
    found: dict[str, Element] = {}
    owners: dict[str, Row] = {}
    for row in rows:
        code = required(row, "编码")
        spellings = row.listed("同义名称")
        columns = tuple(column.replace("_", "") for column in row.listed("列名"))
        known = found.get(code)
        owner = known.object_class if known else required(row, "对象类")
        _known(row, "对象类", owner, classes)
        for spelling in (*spellings, compact(normalise(row["属性"]))):
            _unclaimed(row, f"{owner}.{spelling}", owners, owner=code, header="编码")
        for column in columns:
            _unclaimed(row, f"{owner}.{column}", owners, owner=code, header="编码")
        if known:
            found[code] = replace(
                known,
                synonyms=_union(known.synonyms, spellings),
                columns=_union(known.columns, columns),
            )
            continue
        found[code] = Element(
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


def _words(rows: list[Row]) -> Words:
    by_kind: dict[str, tuple[str, ...]] = {}
    tails: dict[str, str] = {}
    near: dict[str, str] = {}
    for row in rows:
        kind = one_of(_WordKind, row, "种类")
        if kind is _WordKind.TAIL:
            tails |= dict.fromkeys(row.listed("词"), required(row, "规范词"))
        elif kind is _WordKind.NEAR:
            near |= dict.fromkeys(row.listed("词"), row["规范词"])
        else:
            by_kind[kind.name] = _union(by_kind.get(kind.name, ()), row.listed("词"))
    return Words(
        fillers=by_kind.get("FILLER", ()),
        code_forms=by_kind.get("CODE_FORM", ()),
        name_forms=by_kind.get("NAME_FORM", ()),
        noise_tails=by_kind.get("NOISE_TAIL", ()),
        tails=tails,
        near_words=near,
        scheme_tails=by_kind.get("SCHEME_TAIL", ()),
        title_noise=by_kind.get("TITLE_NOISE", ()),
        title_skips=by_kind.get("TITLE_SKIP", ()),
        domains=by_kind.get("DOMAIN", ()),
        places=by_kind.get("PLACE", ()),
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


def _known(row: Row, header: str, name: str, known: Mapping[str, object]) -> None:
    if name not in known:
        raise row.fault(
            zh=f"“{header}”中的“{name}”不在词表中，请先登记或改正。",
            en=f"{header} names {name}, which the lexicon does not have; add it or correct the "
            "name.",
        )


def _unclaimed(row: Row, word: str, owners: dict[str, Row], *, owner: str, header: str) -> None:
    """Take `word` for `owner`, or say who has it.

    A word with two owners would be read by chance.
    """
    first = owners.setdefault(word, row)
    if first[header] != owner:
        raise row.fault(
            zh=f"“{word}”已属于“{first[header]}”（{first.path.name}:{first.line}），不能再属于“"
            f"{owner}”。",
            en=f"{word} already belongs to {first[header]} ({first.path.name}:{first.line}); "
            f"it cannot belong to {owner} as well.",
        )


def _without_cycle(row: Row, classes: Mapping[str, ObjectClass]) -> None:
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
