"""The engine: named Cypher over Bolt, with mode, deadline, viewer and typed errors on every statement.

Reads are single auto-commit statements in READ mode (1.8 times the throughput of explicit transactions, graphql.md
§6.2), tried once more where the store was away. Writes are one explicit transaction that begins with the lock on the
audit head (design §4), so that writers queue there and revisions have no gap.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from typing import Any, Self, TypeVar

import neo4j
from neo4j import exceptions as bolt

from graph_catalog import errors
from graph_catalog.graph.faults import fault, may_pass, outcome_unknown, typed
from graph_catalog.graph.query import Query, Variant
from graph_catalog.graph.viewpoint import Eyes, Pins, offered

T = TypeVar("T")
Row = dict[str, Any]

_READS: ContextVar[asyncio.Semaphore | None] = ContextVar("share_of_reads", default=None)
_WRITES: ContextVar[asyncio.Semaphore | None] = ContextVar("share_of_writes", default=None)
"""What bounds the reads and the writes of whoever is being served."""
_log = logging.getLogger(__name__)
_READ_DEADLINE = 15.0
_WRITE_DEADLINE = 120.0


class Transaction:
    """One open transaction; `run` takes names of files only."""

    def __init__(
        self, engine: "Engine", bolt_transaction: neo4j.AsyncTransaction, offer: Row
    ) -> None:
        self._engine = engine
        self._transaction = bolt_transaction
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
        queries: Mapping[str, Query],
        *,
        database: str = "neo4j",
        read_deadline: float = _READ_DEADLINE,
        write_deadline: float = _WRITE_DEADLINE,
        recover: Callable[[], Awaitable[neo4j.AsyncDriver | None]] | None = None,
    ) -> None:
        self._driver = driver
        self._queries = queries
        self._database = database
        self._read_deadline = read_deadline
        self._write_deadline = write_deadline
        self._recover = recover
        self._recovering = asyncio.Lock()
        self._bookmarks = neo4j.AsyncGraphDatabase.bookmark_manager()
        self.secret = ""
        """What the servers of the store seal with; read when the store is opened."""
        self.asked: list[str] | None = None
        """Names of the files read, for those who count them (tests, `--explain`); off where None."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Give all connections back."""
        await self._driver.close()

    async def server_version(self) -> str:
        """Return the version of Neo4j that answers, as in 2026.08.1."""
        with typed("server version"):
            agent = (await self._driver.get_server_info()).agent
        return agent.removeprefix("Neo4j/")

    def query(self, name: str) -> Query:
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
        viewer: Eyes,
        pins: Pins | None = None,
        *,
        ceiling: int | None = None,
        **params: object,
    ) -> Row:
        """Ask a named question as `viewer`, at `pins`, and return its one record ({} where it gave none).

        Offers, to files that declare them: viewer_unit, sees_all, as_of, revision, state_revision, pinned, open_end,
        open_start, open_revision. Raises `StoreError`s, and `QueryFileError` where header and call disagree.
        """
        query = self.query(name)
        if query.writes:
            message = f"cypher/{name}.cypher writes; call it through write()"
            raise errors.QueryFileError(message)
        arguments = query.arguments(params, offered(viewer, pins))
        text = neo4j.Query(
            query.at(query.variant(arguments, ceiling)),
            timeout=self._read_deadline,
            metadata={"question": name},
        )
        used = self._driver
        if self.asked is not None:
            self.asked.append(name)
        try:
            return await self._read_once(text, arguments)
        except (bolt.ServiceUnavailable, bolt.SessionExpired, bolt.TransientError, OSError) as away:
            # Reading is idempotent: one more try, on a store that may have had to be started again.
            if not may_pass(away):
                raise fault(away, name) from away
            _log.info("reading %s once more after %s", name, type(away).__name__)
            await self._heal(away, used)
            with typed(name):
                return await self._read_once(text, arguments)
        except (bolt.Neo4jError, bolt.DriverError) as problem:
            raise fault(problem, name) from problem

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
            _READS.get() or nullcontext(),
            self._driver.session(
                database=self._database,
                default_access_mode=neo4j.READ_ACCESS,
                bookmark_manager=self._bookmarks,
            ) as session,
        ):
            return await _only_record(await session.run(text, arguments))

    async def write(
        self, name: str, viewer: Eyes, work: Callable[[Transaction], Awaitable[T]]
    ) -> T:
        """Do `work` in one transaction, committed when it returns; an exception undoes all of it.

        Not tried again by itself: whoever calls knows whether the work may be done twice (`catalog.audit_log`).
        """
        used, commits = self._driver, False
        try:
            async with (
                _WRITES.get() or nullcontext(),
                used.session(database=self._database, bookmark_manager=self._bookmarks) as session,
            ):
                transaction = await session.begin_transaction(
                    timeout=self._write_deadline, metadata={"operation": name}
                )
                async with transaction:
                    done = await work(Transaction(self, transaction, offered(viewer, None)))
                    commits = True
                    await transaction.commit()
                    return done
        except (bolt.Neo4jError, bolt.DriverError, OSError) as problem:
            await self._heal(problem, used, quiet=True)
            trouble = fault(problem, name)
            if commits and isinstance(trouble, errors.StoreUnavailableError):
                raise outcome_unknown() from problem
            raise trouble from problem

    async def explain(self, name: str, variant: Variant) -> neo4j.ResultSummary:
        """Return the store's plan for a text of a file without running it; also warms the store's plan cache.

        With a value for each parameter: the store keeps no plan that was made without, and tells plans apart by the
        types of parameters.
        """
        query = self.query(name)
        with typed(name):
            async with self._driver.session(database=self._database) as session:
                result = await session.run("EXPLAIN " + query.at(variant), query.blanks())
                return await result.consume()

    async def explain_keys(self, name: str, variant: Variant) -> list[str]:
        """Return the columns that the store announces for a text of a file."""
        query = self.query(name)
        with typed(name):
            async with self._driver.session(database=self._database) as session:
                # With the same blanks as `explain`: one plan for both.
                result = await session.run("EXPLAIN " + query.at(variant), query.blanks())
                return list(result.keys())

    async def run_statement(self, statement: str, **params: object) -> list[Row]:
        """Run one statement of a migration in a transaction of its own; for `migrations` and tests only."""
        with typed("migration"):
            async with self._driver.session(database=self._database) as session:
                result = await session.run(statement, params)
                return [record.data() for record in [record async for record in result]]

    async def _heal(
        self, problem: BaseException, used: neo4j.AsyncDriver, *, quiet: bool = False
    ) -> None:
        """After a lost store: let the local store's owner start it again, once for all who noticed."""
        away = isinstance(problem, (bolt.ServiceUnavailable, bolt.SessionExpired, OSError))
        if self._recover is None or not away:
            return
        async with self._recovering:
            if self._driver is not used:
                return  # somebody who noticed earlier has done it; closing a driver ends what others do with it
            try:
                driver = await self._recover()
            except errors.CatalogError:
                if quiet:
                    return
                raise
            if driver is not None:
                stale, self._driver = self._driver, driver
                await stale.close()


async def _only_record(result: neo4j.AsyncResult) -> Row:
    record = await result.single(strict=False)
    return {} if record is None else dict(record)
