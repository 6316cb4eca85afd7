"""The audit log: every write is one transaction that takes the head's lock, changes, and appends its entry (design §4).

Entries are chained: each holds the hash of the one before, and its own over the canonical JSON of all it says. A
refused write is logged in a transaction of its own and advances the sequence, not the revision; those of one actor that
come by the dozen are logged together (`refusal_tally`), and none waits for a long import: it is set aside on disk. An idempotency key makes a change that was sent twice happen once.
"""

import asyncio
import contextvars
import dataclasses
import datetime as dt
import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final
from weakref import WeakKeyDictionary

from graph_catalog.errors import CatalogError, StoreConflictError
from graph_catalog.graph.engine import Engine, Row, Transaction
from graph_catalog.graph.read_scope import PROGRAM_SCOPE
from graph_catalog.identity.auth import PROGRAM, Viewer
from graph_catalog.language import say
from graph_catalog.model.canonical import canonical
from graph_catalog.model.refusals import CatalogBusy, Conflict, Refusal
from graph_catalog.record import collects, versions
from graph_catalog.record.change import (
    LONGEST_WAIT,
    Admit,
    Committed,
    Foresight,
    Intent,
    LockedOutError,
    Work,
    begin,
    foresee,
)
from graph_catalog.record.refusal_tally import RefusalTally
from graph_catalog.record.written import hash_of

tallies: Final[WeakKeyDictionary[Engine, RefusalTally]] = WeakKeyDictionary()
"""By the store that the log is in; those who write elsewhere count by themselves."""
_filing: Final[WeakKeyDictionary[Engine, asyncio.Task[None]]] = WeakKeyDictionary()
_AT_ONCE: Final = 1.0
"""Seconds that a refusal waits for the log: it is told at once, whoever writes."""


class _RefusedError(Exception):
    """Carries a refusal out of a transaction, so that it is rolled back."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


def replay_key(viewer: Viewer, idempotency_key: str) -> str:
    """Return under what a change that an actor made with an idempotency key is found again.

    By the identity, which nobody else ever has, not by the name.
    """
    return f"{viewer.identity}\x1f{idempotency_key}"


async def commit(
    engine: Engine,
    viewer: Viewer,
    intent: Intent,
    work: Work,
    *,
    admit: Admit | None = None,
    foresight: Foresight | None = None,
) -> Committed | Refusal:
    """Do `work` and log it as one; a refusal undoes the work and is logged by itself.

    Before the lock on the head: `foresight`. After it: `admit`, then the replay, then the lease of a bulk import, then the work.
    """
    key = intent.idempotency_key
    replayed_by = replay_key(viewer, key) if key else None
    foreseen = await foresee(engine, viewer, foresight)

    async def transact(transaction: Transaction) -> Committed:
        head, change = await begin(engine, viewer, transaction, foreseen)
        before = replayed_by and await transaction.run("audit/replayed", replay_key=replayed_by)
        change = dataclasses.replace(change, is_repeated=bool(before))
        if admit is not None and (refusal := await admit(change)):
            raise _RefusedError(refusal)
        if before:
            return _replayed(before, intent)
        if head["lease"] is not None:
            raise _RefusedError(_busy())
        outcome = await work(change)
        if isinstance(outcome, Refusal):
            raise _RefusedError(outcome)
        await collects.follow(change)
        await versions.follow(change)
        if not (outcome.changed or change.written.hashes):
            stands = Committed(
                outcome.subject, int(head["revision"]), outcome.warnings, outcome.counts
            )
            entry = _entry(head, viewer, intent, change.at)
            return await _kept(transaction, entry, stands, replayed_by)
        logged = {"warnings": list(outcome.warnings), "counts": dict(outcome.counts)}
        entry = _entry(head, viewer, intent, change.at) | {
            "revision": change.revision,
            "subject": outcome.subject,
            "outcome": canonical(logged),
            "replay_key": replayed_by,
            **change.written.row(),
        }
        await _append(transaction, entry)
        return Committed(outcome.subject, change.revision, outcome.warnings, outcome.counts)

    try:
        return await engine.write(intent.operation, viewer, transact)
    except LockedOutError:
        return locked_out()  # not logged: that, too, would wait for the lock
    except _RefusedError as refused:
        return await refuse(engine, viewer, intent, refused.refusal)
    except StoreConflictError as problem:
        refusal = Conflict(
            message=say(
                zh=f"“{intent.operation}”与已有的记录冲突，未作任何改动：编码或生效关系已被占用。请刷新后重试。",
                en=f"{intent.operation} conflicts with what is on record (a code or a live fact is taken); "
                "nothing was changed. Read again, then retry.",
            )
        )
        return await refuse(engine, viewer, intent, refusal, detail=str(problem.__cause__))


async def refuse(
    engine: Engine, viewer: Viewer, intent: Intent, refusal: Refusal, *, detail: str | None = None
) -> Refusal:
    """Log that somebody was refused, and return the refusal; `detail` is for the log alone."""
    tally = tallies.setdefault(engine, RefusalTally())
    stands_for = tally.one_more(viewer.identity, refusal.code)
    if stands_for == 0:
        return refusal

    said = {
        "code": refusal.code,
        "message": refusal.message,
        "rule": refusal.rule,
        "detail": detail,
        "stands_for": stands_for,
    }
    entry = {**_said(viewer, intent), "refusal": canonical(said)}
    try:
        await _file(engine, viewer, entry, patience=_AT_ONCE)
    except LockedOutError:
        told = canonical(entry)
        await engine.write("refused", viewer, lambda tx: tx.run("audit/set_aside", told=told))
        _file_later(engine)
    return refusal


async def file_set_aside(engine: Engine) -> None:
    """Log the refusals that were set aside because somebody else was writing for long; raises `StoreError`s."""
    if (await engine.read("audit/any_aside", PROGRAM_SCOPE))["any"]:
        await _file(engine, PROGRAM, None, patience=None)


async def _file(
    engine: Engine, viewer: Viewer, entry: Row | None, *, patience: float | None
) -> None:
    """Log a refusal, and before it those that were set aside; raises `LockedOutError` where others write for longer."""

    async def transact(transaction: Transaction) -> None:
        try:
            async with asyncio.timeout(patience):
                head = await transaction.run("audit/lock_head")
        except TimeoutError:
            raise LockedOutError from None
        # By the store's clock, which dates revisions too: whatever this server's says, it dates no refusal.
        at = max(head["now"].to_native().astimezone(dt.UTC), head["revision_at"].to_native())
        waiting = (await transaction.run("audit/take_aside")).get("refusals", [])
        entries = [_dated(json.loads(each["told"]), each["at"].to_native()) for each in waiting]
        for each in entries if entry is None else [*entries, entry]:
            placed = {"sequence": int(head["sequence"]) + 1, "previous_hash": head["hash"]}
            head = await _append(transaction, {**placed, "at": at, **each})

    await engine.write("refused", viewer, transact)


def _dated(entry: Row, refused_at: dt.datetime) -> Row:
    """Return an entry that says when it was refused, which is before it is logged."""
    refusal = json.loads(entry["refusal"]) | {"refused_at": refused_at}
    return {**entry, "refusal": canonical(refusal)}


def _file_later(engine: Engine) -> None:
    """File what was set aside as soon as the lock is free; what fails is filed with the next refusal, or by a server (`file_set_aside`)."""

    async def file() -> None:
        with suppress(CatalogError):
            await file_set_aside(engine)

    filing = _filing.get(engine)
    if filing is None or filing.done():
        # In a context of its own: it is no part of what the refused caller may take of the store.
        _filing[engine] = asyncio.create_task(file(), context=contextvars.Context())


def _entry(head: Row, viewer: Viewer, intent: Intent, at: dt.datetime) -> Row:
    placed = {"sequence": int(head["sequence"]) + 1, "previous_hash": head["hash"], "at": at}
    return placed | _said(viewer, intent)


def _said(viewer: Viewer, intent: Intent) -> Row:
    return {
        "actor": viewer.name,
        "actor_id": viewer.identity,
        "actor_unit": viewer.unit_key,
        "operation": intent.operation,
        "input": _bounded(canonical(dict(intent.given))),
        "input_hash": intent.input_hash,
    }


_INPUT_BOUND = 32_000


def _bounded(text: str) -> str:
    """Keep the log readable: of a bulk import its size and hash are on record, not every row."""
    return text if len(text) <= _INPUT_BOUND else canonical({"characters": len(text)})


async def _kept(
    transaction: Transaction, entry: Row, stands: Committed, replayed_by: str | None
) -> Committed:
    """Log the answer of what changed nothing under a key: sent again after others it must not undo what they did."""
    if replayed_by:
        logged = {
            "warnings": list(stands.warnings),
            "counts": dict(stands.counts),
            "revision": stands.revision,
        }
        said = {"subject": stands.subject, "outcome": canonical(logged), "replay_key": replayed_by}
        await _append(transaction, entry | said)
    return stands


async def _append(transaction: Transaction, entry: Row) -> Row:
    """Append an entry, and return the head of the log after it."""
    entry = {name: value for name, value in entry.items() if value is not None}
    entry["hash"] = entry_hash(entry)
    head: Row = {"sequence": entry["sequence"], "hash": entry["hash"]}
    if "revision" in entry:
        head |= {"revision": entry["revision"], "revision_at": entry["at"]}
    await transaction.run("audit/append", entry=entry, head=head)
    return head


def entry_hash(entry: Mapping[str, Any]) -> str:
    """Return the hash of an entry: SHA-256 over the canonical JSON of all that it says but its own hash."""
    return hash_of({name: value for name, value in entry.items() if name != "hash"})


def _replayed(before: Row, intent: Intent) -> Committed:
    if (before["operation"], before["input_hash"]) != (intent.operation, intent.input_hash):
        raise _RefusedError(
            Conflict(
                message=say(
                    zh="该 idempotencyKey 已用于另一项内容不同的变更。请换一个新的键。",
                    en="This idempotencyKey was used for another change. Give a new one.",
                ),
                path=["input", "idempotencyKey"],
            )
        )
    logged = json.loads(before["outcome"])
    revision = logged["revision"] if before["revision"] is None else before["revision"]
    return Committed(before["subject"], int(revision), tuple(logged["warnings"]), logged["counts"])


def locked_out() -> CatalogBusy:
    """Refuse a change that others keep waiting, and say for how long to wait."""
    return CatalogBusy(
        message=say(
            zh=f"目录正被一项较长的写入（多为批量导入）占用，已等待 {LONGEST_WAIT:g} 秒；未作任何改动。请在 30 秒后以相同的 "
            "idempotencyKey 重试。",
            en=f"Something long is being written, mostly an import; this change has waited {LONGEST_WAIT:g} s and was not made. "
            "Send it again in 30 s, with the same idempotencyKey.",
        )
    )


def _busy() -> CatalogBusy:
    return CatalogBusy(
        message=say(
            zh="目录正在批量导入，暂不接受其他写入。请稍后重试。",
            en="A bulk import is under way and nobody else may write. Try again later.",
        )
    )
