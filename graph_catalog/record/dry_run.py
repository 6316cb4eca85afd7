"""A dry run of a change: all of its checks and counts on the real store, and nothing stays of it."""

from graph_catalog.graph.engine import Engine, Transaction
from graph_catalog.identity.auth import Viewer
from graph_catalog.model.refusals import Refusal
from graph_catalog.record.audit_log import locked_out
from graph_catalog.record.change import (
    Admit,
    Foresight,
    LockedOutError,
    Outcome,
    Work,
    begin,
    foresee,
)


class _DryRunError(Exception):
    """Carries the answer out of a transaction, so that it is rolled back."""

    def __init__(self, answer: Outcome | Refusal) -> None:
        super().__init__("dry run")
        self.answer = answer


async def run_dry(
    engine: Engine,
    viewer: Viewer,
    operation: str,
    work: Work,
    admit: Admit,
    foresight: Foresight | None = None,
) -> Outcome | Refusal:
    """Do `work` as `audit_log.commit` does, then undo all of it; not even the audit log tells."""
    foreseen = await foresee(engine, viewer, foresight)

    async def transact(transaction: Transaction) -> None:
        _, change = await begin(engine, viewer, transaction, foreseen)
        raise _DryRunError(await admit(change) or await work(change))

    try:
        await engine.write(f"{operation}, dry run", viewer, transact)
    except LockedOutError:
        return locked_out()
    except _DryRunError as done:
        return done.answer
    message = "a dry run always ends by being undone"
    raise AssertionError(message)
