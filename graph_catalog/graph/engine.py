"""The engine: named Cypher over Bolt, with mode, deadline, viewer and typed errors on every statement.

Reads are single auto-commit statements in READ mode (1.8 times the throughput of explicit transactions, graphql.md
§6.2). Writes are one explicit transaction that begins with the lock on the audit head (design §4), so that writers queue
there and revisions have no gap. Both end in time; nothing is written where the disk below the store has no room left.
"""

import asyncio
import datetime as dt
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, nullcontext, suppress
from contextvars import ContextVar
from typing import Any, Self, TypeVar

import neo4j
from neo4j import exceptions as bolt

from graph_catalog import errors
from graph_catalog.graph.faults import (
    fault,
    has_failed,
    is_away,
    may_pass,
    outcome_unknown,
    typed,
    unresponsive,
)
from graph_catalog.graph.line import Line, Recover
from graph_catalog.graph.plans import Plans
from graph_catalog.graph.query import NamedQuery, Variant
from graph_catalog.graph.read_scope import ReadScope, Snapshot, offered

T = TypeVar("T")
Row = dict[str, Any]

_READS: ContextVar[asyncio.Semaphore | None] = ContextVar("share_of_reads", default=None)
_WRITES: ContextVar[asyncio.Semaphore | None] = ContextVar("share_of_writes", default=None)
"""What bounds the reads and the writes of whoever is being served."""
_log = logging.getLogger(__name__)
_READ_DEADLINE, _WRITE_DEADLINE = 15.0, 120.0
_PATIENCE = 3.0
"""Seconds that the store has beyond a deadline to say by itself that it has passed."""
_HEALING = 15.0
"""Seconds that a change which failed waits for the store to be healed."""
_STATEMENT_DEADLINE, _PLAN_DEADLINE = 600.0, 120.0
"""Seconds for one statement of a migration, which may build an index over all there is, and for one plan."""


class Transaction:
    """One open transaction; `run` takes names of files only."""

    def __init__(self, engine: "Engine", begun: neo4j.AsyncTransaction, offer: Row) -> None:
        self._engine = engine
        self._transaction = begun
        self.offered = offer

    async def run(self, name: str, **params: object) -> Row:
        """Run a named file, reading or writing, and return its one record (an empty dict where it gave none)."""
        query = self._engine.query(name)
        arguments = query.arguments(params, self.offered)
        result = await self._transaction.run(query.at(query.variant(arguments)), arguments)
        return await _only_record(result)


class Engine:
    """Reads, writes and explains named Cypher files. One per process, opened in the lifespan."""

    def __init__(
        self,
        driver: neo4j.AsyncDriver,
        queries: Mapping[str, NamedQuery],
        *,
        database: str = "neo4j",
        read_deadline: float = _READ_DEADLINE,
        write_deadline: float = _WRITE_DEADLINE,
        recover: Recover | None = None,
        shortage: Callable[[], errors.DiskFullError | None] = lambda: None,
        clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
        clock_bound: float = 60.0,
    ) -> None:
        self.line = Line(driver, recover)
        self._queries = queries
        self._database = database
        self.read_deadline = read_deadline
        """Seconds."""
        self._write_deadline = write_deadline
        self.shortage = shortage
        """Says why nothing may be written now for want of disk space; None where there is room, or nobody can know."""
        self.clock = clock
        self.clock_bound = clock_bound
        """This server's clock, and the seconds that it may be off for changes to be dated (`model.clocks`)."""
        self.dated_by: Callable[[], dt.datetime] | None = None
        """What dates the changes of a sample (`sample.load`) instead of the store's clock; None otherwise."""
        self.plans = Plans(self.explain)
        self._bookmarks = neo4j.AsyncGraphDatabase.bookmark_manager()
        self.secret = ""
        """What the servers of the store seal with; read when the store is opened."""
        self.asked: list[str] | None = None
        """Names of the files read, for those who count them (tests, `--explain`); off where None."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.line.close()

    async def server_version(self) -> str:
        """Return the version of Neo4j that answers, as in 2026.08.1."""
        async with self._answering("server version", self.read_deadline) as driver:
            agent = (await driver.get_server_info()).agent
        return agent.removeprefix("Neo4j/")

    def query(self, name: str) -> NamedQuery:
        """Return the named file; an unknown name is a programmer's error."""
        try:
            return self._queries[name]
        except KeyError:
            message = f"there is no cypher/{name}.cypher"
            raise errors.QueryFileError(message) from None

    @property
    def names(self) -> Iterable[str]:
        """Names of all files, in order."""
        return self._queries.keys()

    async def read(
        self,
        name: str,
        viewer: ReadScope,
        snapshot: Snapshot | None = None,
        *,
        ceiling: int | None = None,
        **params: object,
    ) -> Row:
        """Ask a named question as `viewer`, at `snapshot`, and return its one record ({} where it gave none).

        Offers, to files that declare them: viewer_unit, sees_all, as_of, revision, state_revision, explicit, open_end,
        open_start, open_revision, populations. Raises `StoreError`s, and `QueryFileError` where header and call disagree.
        """
        if (query := self.query(name)).writes:
            message = f"cypher/{name}.cypher writes; call it through write()"
            raise errors.QueryFileError(message)
        arguments = query.arguments(params, offered(viewer, snapshot))
        variant = query.variant(arguments, ceiling)
        asked = {"question": name}
        text = neo4j.Query(query.at(variant), timeout=self.read_deadline, metadata=asked)
        if self.asked is not None:
            self.asked.append(name)
        try:
            async with _READS.get() or nullcontext():
                await self.plans.wait(name, variant, arguments, self.line.renewals)
                async with asyncio.timeout(self.read_deadline + _PATIENCE):
                    return await self._read_or_heal(name, text, arguments)
        except TimeoutError as late:
            raise self.line.unheard() from late
        except (bolt.Neo4jError, bolt.DriverError, OSError) as problem:
            raise self._as_store_error(problem, name) from problem

    async def _read_or_heal(self, name: str, text: neo4j.Query, arguments: Row) -> Row:
        used = self.line.now
        try:
            return await self._read_once(text, arguments)
        except (bolt.Neo4jError, bolt.DriverError, OSError) as problem:
            # Reading is idempotent: one more try, on a store that may have had to be started again.
            if not may_pass(problem) or not await self._heal(problem, used):
                raise
            _log.info("reading %s once more after %s", name, type(problem).__name__)
        return await self._read_once(text, arguments)

    @contextmanager
    def sharing(self, reads: asyncio.Semaphore, writes: asyncio.Semaphore) -> Iterator[None]:
        """Let what is read inside the block wait for one another, and what is written: one caller never takes all connections."""
        tokens = _READS.set(reads), _WRITES.set(writes)
        try:
            yield
        finally:
            _READS.reset(tokens[0])
            _WRITES.reset(tokens[1])

    async def _read_once(self, text: neo4j.Query, arguments: Row) -> Row:
        async with (
            self.line.driver() as driver,
            driver.session(
                database=self._database,
                default_access_mode=neo4j.READ_ACCESS,
                bookmark_manager=self._bookmarks,
            ) as session,
        ):
            found = await _only_record(await session.run(text, arguments))
            self.line.heard()
            return found

    async def write(
        self, name: str, viewer: ReadScope, work: Callable[[Transaction], Awaitable[T]]
    ) -> T:
        """Do `work` in one transaction, committed when it returns; an exception undoes all of it.

        Not tried again by itself: whoever calls knows whether the work may be done twice (`record.audit_log`).
        """
        used, commits = self.line.now, False
        try:
            async with (
                _WRITES.get() or nullcontext(),
                asyncio.timeout(self._write_deadline + _PATIENCE),
                self.line.driver() as driver,
                driver.session(
                    database=self._database, bookmark_manager=self._bookmarks
                ) as session,
            ):
                self._want_room()
                transaction = await session.begin_transaction(
                    timeout=self._write_deadline, metadata={"operation": name}
                )
                async with transaction:
                    done = await work(Transaction(self, transaction, offered(viewer, None)))
                    self._want_room()
                    commits = True
                    await transaction.commit()
                    return done
        except TimeoutError as late:
            raise (outcome_unknown() if commits else unresponsive()) from late
        except (bolt.Neo4jError, bolt.DriverError, OSError) as problem:
            with suppress(TimeoutError):
                async with asyncio.timeout(_HEALING):
                    await self._heal(problem, used)
            if commits and isinstance(fault(problem, name), errors.StoreUnavailableError):
                raise outcome_unknown() from problem
            raise self._as_store_error(problem, name) from problem

    def _want_room(self) -> None:
        """Refuse to write on a full disk, at the beginning, and again at the end of what may have been long."""
        if (shortage := self.shortage()) is not None:
            raise shortage

    def _as_store_error(self, problem: BaseException, name: str) -> errors.StoreError:
        """Return the error that is told of a problem: what stands behind it where that is known."""
        trouble = fault(problem, name)
        is_of_disk = isinstance(trouble, (errors.StoreFailedError, errors.StoreReadOnlyError))
        return (self.shortage() if is_of_disk else None) or trouble

    async def explain(
        self, name: str, variant: Variant, arguments: Mapping[str, Any] | None = None
    ) -> neo4j.ResultSummary:
        """Return the store's plan for a text of a file without running it; also warms the store's plan cache.

        With a value for each parameter: the store keeps no plan that was made without, and tells plans apart by the
        types of parameters.
        """
        async with self._explained(name, variant, arguments) as result:
            return await result.consume()

    async def explain_keys(self, name: str, variant: Variant) -> list[str]:
        """Return the columns that the store announces for a text of a file."""
        async with self._explained(name, variant) as result:
            return list(result.keys())

    @asynccontextmanager
    async def _explained(
        self, name: str, variant: Variant, arguments: Mapping[str, Any] | None = None
    ) -> AsyncIterator[neo4j.AsyncResult]:
        query = self.query(name)
        given = dict(query.blanks() if arguments is None else arguments)
        async with (
            self._answering(name, _PLAN_DEADLINE) as driver,
            driver.session(database=self._database) as session,
        ):
            yield await session.run("EXPLAIN " + query.at(variant), given)

    async def run_statement(self, statement: str, **params: object) -> list[Row]:
        """Run one statement of a migration in a transaction of its own; for `migrations` and tests only."""
        async with (
            self._answering("migration", _STATEMENT_DEADLINE) as driver,
            driver.session(database=self._database) as session,
        ):
            result = await session.run(statement, params)
            return [record.data() for record in [record async for record in result]]

    @asynccontextmanager
    async def _answering(self, name: str, deadline: float) -> AsyncIterator[neo4j.AsyncDriver]:
        """Hand out the driver for what must be answered in time; what goes wrong is a `StoreError`."""
        try:
            with typed(name):
                async with asyncio.timeout(deadline + _PATIENCE), self.line.driver() as driver:
                    yield driver
        except TimeoutError as late:
            raise unresponsive() from late

    async def _heal(self, problem: BaseException, used: neo4j.AsyncDriver) -> bool:
        """Have a store that is gone or has failed started again; return whether trying again may help."""
        if not (is_away(problem) or has_failed(problem)):
            return True
        return await self.line.heal(used, has_failed=has_failed(problem))


async def _only_record(result: neo4j.AsyncResult) -> Row:
    record = await result.single(strict=False)
    return {} if record is None else dict(record)
