"""Bring a store to this release's format: versioned, idempotent, resumable steps from `cypher/migrations/`.

A store is ours when it carries the one `:CatalogStore` node; its `format` is the number of the last step done whole.
An empty store is made ours. A store with anybody else's nodes, of a newer release, or of a Neo4j line that is not
supported, is refused and left untouched.
"""

import functools
import re
from collections.abc import Callable
from pathlib import Path

from graph_catalog.errors import StoreConflictError, UnfitStoreError
from graph_catalog.graph.engine import Engine, Transaction
from graph_catalog.graph.read_scope import PROGRAM_SCOPE
from graph_catalog.language import say

_SUPPORTED = re.compile(r"(5\.26|20(2[5-9]|[3-9]\d)\.\d+)")
_STEP = re.compile(r"(\d{3})_[a-z_]+\Z")


def steps(folder: Path) -> list[tuple[int, str, list[str]]]:
    """Return (number, name, statements) of every step in order."""
    found = []
    for path in sorted((folder / "migrations").glob("*.cypher")):
        number = _STEP.match(path.stem)
        if number is None:
            continue
        lines = (line for line in path.read_text("utf-8").splitlines() if not line.startswith("//"))
        statements = [text.strip() for text in "\n".join(lines).split(";\n") if text.strip(" ;\n")]
        found.append((int(number[1]), path.stem, [text.rstrip(";") for text in statements]))
    return found


async def migrate(
    engine: Engine,
    folder: Path,
    *,
    progress: Callable[[str], None] = lambda _: None,
    is_test: bool = False,
) -> int:
    """Do the steps that the store lacks and return its format; raises `UnfitStoreError`, having changed nothing.

    Safe to run in several processes at once: every statement is idempotent, and the format only grows.
    """
    await _check_version(engine)
    known = steps(folder)
    have = await _format(engine, newest=known[-1][0])
    if have is None:
        await engine.write(
            "claim", PROGRAM_SCOPE, lambda tx: tx.run("store/claim", is_test=is_test)
        )
    for number, name, statements in known:
        if number <= (have or 0):
            continue
        progress(name)
        for statement in statements:
            await _do(engine, statement)
        await engine.write("advance", PROGRAM_SCOPE, functools.partial(_advance, number))
    return known[-1][0]


async def _advance(number: int, transaction: Transaction) -> object:
    return await transaction.run("store/advance", number=number)


async def _do(engine: Engine, statement: str) -> None:
    try:
        await engine.run_statement(statement)
    except StoreConflictError:
        # Another process makes the same constraint or node at this moment; IF NOT EXISTS holds the second time.
        await engine.run_statement(statement)


async def _check_version(engine: Engine) -> None:
    version = await engine.server_version()
    if not _SUPPORTED.match(version):
        raise UnfitStoreError(
            say(
                zh=f"Neo4j {version} 不受支持；请使用 5.26 LTS 或 2025 年以后的版本。数据未作任何改动。",
                en=f"Neo4j {version} is not supported; use 5.26 LTS or a release since 2025. Nothing was changed.",
            )
        )


async def _format(engine: Engine, *, newest: int) -> int | None:
    """Return the store's format, None where it is empty; refuse what is not ours or is newer."""
    have = (await engine.read("store/format", PROGRAM_SCOPE))["format"]
    foreign = None if have is not None else await _foreign(engine)
    if foreign is not None:
        raise UnfitStoreError(
            say(
                zh=f"该图数据库中已有他人的数据（如标签 {foreign}），不是 graph-catalog 的库；请换一个空库。数据未作任何改动。",
                en=f"The store holds somebody else's data (label {foreign}, for one); give an empty one. "
                "Nothing was changed.",
            )
        )
    if have is not None and have > newest:
        raise UnfitStoreError(
            say(
                zh=f"该图数据库的数据格式为 {have}，由更新的版本写成；本版本只识别到 {newest}。"
                "请升级 graph-catalog，数据未作任何改动。",
                en=f"The store's format is {have}, of a newer release; this one knows {newest}. "
                "Upgrade graph-catalog; nothing was changed.",
            )
        )
    return None if have is None else int(have)


async def _foreign(engine: Engine) -> str | None:
    """Return a label of somebody else's data in a store that is not ours."""
    label: str | None = (await engine.read("store/foreign", PROGRAM_SCOPE))["foreign"]
    return label
