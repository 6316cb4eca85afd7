"""The head of the audit log, kept in a file outside of the store: one JSON line each time, never changed again.

Whoever can write to the store can rewrite its log from the middle and compute all hashes again; what stands in such a
file, kept where they cannot write, finds it out.
"""

import asyncio
import dataclasses
import datetime as dt
import re
from pathlib import Path
from typing import Final

import orjson

from graph_catalog import durable_files
from graph_catalog.errors import InputFileError, StoreError
from graph_catalog.graph.engine import Engine
from graph_catalog.graph.read_scope import ReadScope
from graph_catalog.language import say
from graph_catalog.model.canonical import canonical
from graph_catalog.record.audit.verification import Anchor

_HASH: Final = re.compile(r"[0-9a-f]{64}")
_WRITTEN: Final = re.compile(r"(\d{1,18}):([0-9a-f]{64})")


@dataclasses.dataclass(frozen=True)
class Anchored:
    """What became of the head: the anchor, and whether it was appended or stood there already."""

    anchor: Anchor
    is_new: bool


class AnchorLostError(Exception):
    """The last anchor of a file is not in the log any more."""

    def __init__(self, anchor: Anchor) -> None:
        super().__init__(f"{anchor.sequence}:{anchor.hash}")
        self.anchor = anchor


def parse(text: str) -> Anchor | None:
    """Read an anchor as people write it, SEQUENCE:HASH; None for what is none."""
    read = _WRITTEN.fullmatch(text.strip().lower())
    return None if read is None else Anchor(int(read[1]), read[2])


def read(path: Path) -> list[Anchor]:
    """Read a file of anchors; raises `InputFileError` naming the line that is none."""
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as problem:
        raise InputFileError(
            say(
                zh=f"无法读取锚定文件 {path}：{problem}。请核对路径与权限。",
                en=f"The file of anchors {path} cannot be read: {problem}. Check path and rights.",
            )
        ) from problem
    return [_read(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _read(path: Path, number: int, line: bytes) -> Anchor:
    try:
        said = orjson.loads(line)  # bounds how deep it nests by itself
        sequence, hash_ = said["sequence"], said["hash"]
        if type(sequence) is int and _HASH.fullmatch(hash_):
            return Anchor(sequence, hash_)
        problem: Exception | None = None
    except (ValueError, KeyError, TypeError) as found:
        problem = found
    raise InputFileError(
        say(
            zh=f"锚定文件 {path} 第 {number} 行无效：需为含 sequence、hash 的 JSON。该文件只应由程序追加；"
            "请另存此文件以备查，再换一个新文件。",
            en=f"{path}, line {number}, is no anchor: JSON with sequence and hash. Only the program appends to it; "
            "keep this file for inspection and begin a new one.",
        )
    ) from problem


async def append(engine: Engine, viewer: ReadScope, path: Path) -> Anchored | None:
    """Append the head to the file, if it has moved since its last line; None where the log is empty.

    Raises `AnchorLostError` where the last line is not in the log any more, `StoreError` where the log has no head, and
    `InputFileError` where the file cannot be read or written; nothing is appended then.
    """
    kept = await asyncio.to_thread(lambda: read(path) if path.exists() else [])
    last = kept[-1] if kept else None
    if last is not None and not await is_in_log(engine, viewer, last):
        raise AnchorLostError(last)
    head = await engine.read("audit/chain_head", viewer)
    if head["sequence"] is None:
        raise StoreError(
            say(
                zh="审计日志的日志头已不存在：被绕过程序删除。未追加。请运行 graph-catalog audit verify。",
                en="The head of the audit log is not there: it was deleted behind the program. Nothing was appended. Run "
                "graph-catalog audit verify.",
            )
        )
    anchor = Anchor(head["sequence"], head["hash"])
    if anchor.sequence == 0:
        return None
    if anchor == last:
        return Anchored(anchor, is_new=False)
    line = canonical(
        {**dataclasses.asdict(anchor), "revision": head["revision"], "at": dt.datetime.now(dt.UTC)}
    )
    await asyncio.to_thread(_append, path, line)
    return Anchored(anchor, is_new=True)


async def is_in_log(engine: Engine, viewer: ReadScope, anchor: Anchor) -> bool:
    """Whether an entry of this number and this hash is in the log."""
    row = await engine.read("audit/entries", viewer, after=anchor.sequence - 1, limit=1)
    return any(
        (entry["sequence"], entry.get("hash")) == (anchor.sequence, anchor.hash)
        for entry in row["entries"]
    )


def _append(path: Path, line: str) -> None:
    try:
        durable_files.append(path, line)
    except OSError as problem:
        raise InputFileError(
            say(
                zh=f"无法写入锚定文件 {path}：{problem.strerror}。请核对路径、权限与磁盘空间。",
                en=f"The file of anchors {path} cannot be written: {problem.strerror}. Check path, rights and space.",
            )
        ) from problem
