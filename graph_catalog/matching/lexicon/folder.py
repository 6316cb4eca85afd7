"""Where the lexicon's files lie: ours, and a district's own on top of them."""

from collections.abc import Iterator
from pathlib import Path

from graph_catalog.errors import LexiconError
from graph_catalog.language import say

OURS = Path(__file__).parents[2] / "lexicon"

HEADERS = {
    kind: columns.split(",")
    for kind, columns in {
        "classes": "对象类,上位类,种类,并入上位类,按场景区分,主体,默认地点,题名词,字段词,来源",
        "roles": "限定词,种类,归属,词,来源",
        "words": "种类,规范词,词,说明",
        "elements": "编码,对象类,属性,标识符,数据类型,按场景区分,标准,同义名称,列名,相近数据元,来源",
    }.items()
}
"""The columns of each kind of file."""


def files(extra: Path | None) -> Iterator[tuple[str, str, bytes]]:
    """Yield kind, name for people and bytes of each file, ours first.

    `extra` is a folder laid out like ours, or one file of elements.
    """
    for kind, path in _laid_out(OURS):
        yield kind, str(path.relative_to(OURS)), path.read_bytes()
    if extra is not None:
        yield from _districts(extra)


def _districts(place: Path) -> Iterator[tuple[str, str, bytes]]:
    """Yield the kind, the name and the bytes of each of a district's files."""
    try:
        for kind, path in [("elements", place)] if place.is_file() else _laid_out(place):
            yield kind, str(path), path.read_bytes()
    except OSError as fault:
        raise LexiconError(
            say(
                zh=f"词表 {fault.filename} 无法读取：{fault.strerror}。请核对路径与权限。",
                en=f"The lexicon {fault.filename} cannot be read: {fault.strerror}. "
                "Check path and rights.",
            )
        ) from fault


def _laid_out(folder: Path) -> list[tuple[str, Path]]:
    """Return the files of a folder with their kinds; what it has none for would be overlooked."""
    found = []
    for path in sorted([*folder.iterdir(), *folder.glob("elements/*")]):
        if path.suffix.lower() != ".csv":
            continue
        kind = path.parent.name if path.parent != folder else path.stem
        if kind not in HEADERS or (kind == "elements") == (path.parent == folder):
            raise LexiconError(
                say(
                    zh=f"词表文件夹中的 {path} 不知是哪一种。请命名为 classes.csv、roles.csv、"
                    "words.csv，或放入 elements 文件夹。",
                    en=f"It cannot be told what {path} holds. Call it classes.csv, roles.csv or "
                    "words.csv, or put it into the folder elements.",
                )
            )
        found.append((kind, path))
    if not found:
        raise LexiconError(
            say(
                zh=f"词表文件夹 {folder} 中没有 CSV 文件。请放入 classes.csv、roles.csv、words.csv 或 "
                "elements 文件夹下的 CSV 文件。",
                en=f"The lexicon folder {folder} has no CSV file. Put classes.csv, roles.csv, "
                "words.csv or CSV files in a folder elements there.",
            )
        )
    return found
