"""Trouble with the store: the driver's errors made into ours, with a sentence for the caller."""

import dataclasses
from typing import Final

from neo4j import exceptions as bolt

from graph_catalog import errors
from graph_catalog.language import say


class typed:  # noqa: N801  # reads as a word at its uses: `with _typed(name):`
    """Turn the driver's errors into ours inside the block."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        pass

    def __exit__(self, _: object, problem: BaseException | None, __: object) -> None:
        if isinstance(problem, (bolt.Neo4jError, bolt.DriverError, OSError)):
            raise fault(problem, self._name) from problem


@dataclasses.dataclass(frozen=True)
class _Kind:
    """A kind of trouble: by which classes and codes of the driver it is known, and what is said of it."""

    raised: type[errors.StoreError]
    zh: str
    en: str
    classes: tuple[type[BaseException], ...] = ()
    codes: tuple[str, ...] = ()

    def fits(self, problem: BaseException, code: str) -> bool:
        """Tell whether a problem is of this kind."""
        return isinstance(problem, self.classes) or any(part in code for part in self.codes)


_FAILED: Final = ("TransactionStartFailed", "TransactionCommitFailed", "TransactionLogError")
_KINDS: Final = (
    _Kind(
        errors.StoreConflictError,
        "“{what}”与库中已有的唯一值冲突，或锁被占用。",
        "{what} conflicts with a unique value or a lock in the store.",
        (bolt.ConstraintError,),
        ("DeadlockDetected",),
    ),
    _Kind(
        errors.StoreTimedOutError,
        "“{what}”超过查询时限，已被图数据库中止。请缩小范围后重试。",
        "{what} passed its deadline and the store ended it. Ask for less, or again later.",
        codes=("TransactionTimedOut", "TransactionTerminated", "LockClientStopped"),
    ),
    _Kind(
        errors.StoreMemoryError,
        "“{what}”所需内存超过图数据库的上限，未写入任何内容。请调大 GRAPH_CATALOG_STORE_HEAP，或拆分后再试。",
        "{what} needs more memory than the store has; nothing was written. Raise GRAPH_CATALOG_STORE_HEAP, or split it.",
        codes=("OutOfMemory",),
    ),
    _Kind(
        errors.UnfitStoreError,
        "图数据库不接受所给的用户名或密码。请检查 GRAPH_CATALOG_NEO4J_USER 与 GRAPH_CATALOG_NEO4J_PASSWORD。",
        "The store refuses the user or password. Check GRAPH_CATALOG_NEO4J_USER and GRAPH_CATALOG_NEO4J_PASSWORD.",
        (bolt.AuthError,),
    ),
    _Kind(
        errors.StoreReadOnlyError,
        "图数据库当前只读，“{what}”未写入任何内容。请检查磁盘空间与数据库状态。",
        "The store takes no writes now; {what} wrote nothing. Check its disk and its state.",
        codes=("ReadOnly",),
    ),
    _Kind(
        errors.StoreFailedError,
        "图数据库出现严重错误，须重新启动；常见原因是其磁盘已满，请先腾出空间。本机存储随后自动重启，外部的 Neo4j 须由其管理员重启。"
        "已确认的更改不会丢失。",
        "The store has failed and must be started again; often its disk is full: make room first. A local store is started "
        "again by itself then, a Neo4j of its own by whoever runs it. Nothing that was acknowledged is lost.",
        codes=_FAILED,
    ),
    _Kind(
        errors.StoreBusyError,
        "目录正忙：与图数据库的连接均在使用中。请稍后再试。",
        "The catalog is busy: all connections to the store are in use. Try again in a few seconds.",
        (bolt.ConnectionPoolError,),
    ),
    _Kind(
        errors.StoreUnavailableError,
        "图数据库暂时没有应答。请稍后重试；若持续如此，请检查 Neo4j 是否在运行。",
        "The store does not answer now. Try again later; if it goes on, check that Neo4j runs.",
        (bolt.ServiceUnavailable, bolt.SessionExpired, bolt.TransientError, OSError),
        ("DatabaseNotFound", "DatabaseUnavailable"),
    ),
)
"""Kinds of trouble with the store; the first that fits is told."""


def is_away(problem: BaseException) -> bool:
    """Tell whether nobody answers at the store's address any more."""
    return isinstance(problem, (bolt.ServiceUnavailable, bolt.SessionExpired, OSError))


def has_failed(problem: BaseException) -> bool:
    """Tell whether the store answers, and has given up: until it is started again it does nothing."""
    code = getattr(problem, "code", None) or ""
    return any(part in code for part in _FAILED)


def may_pass(problem: BaseException) -> bool:
    """Tell whether trying again may help: not where the store ran out of memory, which the driver calls transient."""
    if isinstance(problem, bolt.TransientError):
        return "OutOfMemory" not in (problem.code or "")
    return is_away(problem) or has_failed(problem)


def unresponsive() -> errors.StoreUnavailableError:
    """Return the error of a store that says nothing at all, not even that a deadline has passed."""
    return errors.StoreUnavailableError(
        say(
            zh="图数据库在时限内没有应答。请稍后重试；若持续如此，请检查 Neo4j 是否停滞。",
            en="The store did not answer in time. Try again later; if it goes on, check whether Neo4j hangs.",
        )
    )


def outcome_unknown() -> errors.OutcomeUnknownError:
    """Return the error of a change whose commit was sent, and not answered."""
    return errors.OutcomeUnknownError(
        say(
            zh="提交时与图数据库的连接中断：本次更改可能已经记录，也可能没有。请稍后查询，或以相同的 idempotencyKey 重新提交：已记录的不会重复。",
            en="The connection to the store was lost while the change was being committed: it may be on record, or not. Look it "
            "up later, or send it again with the same idempotencyKey: what is on record is not done twice.",
        )
    )


def fault(problem: BaseException, what: str) -> errors.StoreError:
    """Return the error that says, in the caller's language, what went wrong at `what`."""
    code = getattr(problem, "code", None) or type(problem).__name__
    kind = next((kind for kind in _KINDS if kind.fits(problem, code)), None)
    if kind is not None:
        return kind.raised(say(zh=kind.zh.format(what=what), en=kind.en.format(what=what)))
    return errors.StoreError(
        say(
            zh=f"图数据库执行“{what}”时出错：{problem}", en=f"The store failed at {what}: {problem}"
        )
    )
