"""Ours and its peers about the same things, asked in turn, round by round."""

import dataclasses
import time
from collections.abc import Sequence
from typing import Final

import neo4j

from benchmarks.lineage import reference
from benchmarks.lineage.products import PATIENCE_SECONDS, Product, Reply
from benchmarks.lineage.question import Times, Traced
from benchmarks.lineage.reference import Right

ROUNDS: Final = 30
_TIMEOUTS: Final = 2
"""After which a product is asked no more about several starts; about one, after the first."""
_LONG: Final = "SHOW TRANSACTIONS YIELD transactionId, elapsedTime, currentQuery WHERE elapsedTime.seconds >= 5 RETURN transactionId"
_END: Final = "TERMINATE TRANSACTIONS $ids"


@dataclasses.dataclass
class Asked:
    """What one product did with one question, or with the same question of several starts."""

    product: str
    seconds: list[float] = dataclasses.field(default_factory=list)
    sizes: list[int] = dataclasses.field(default_factory=list)
    timeouts: int = 0
    problem: str = ""
    verdicts: dict[str, int] = dataclasses.field(default_factory=dict)
    """How often each was reached, on different starts."""

    @property
    def times(self) -> Times | None:
        """Return its times; None where nothing was answered."""
        return Times(tuple(self.seconds)) if self.seconds else None

    def has_failed(self, patience: int) -> bool:
        """Return whether it is asked no more: refused, or timed out as often as `patience` allows."""
        return bool(self.problem) or self.timeouts >= patience


@dataclasses.dataclass(frozen=True)
class Compared:
    """A question, and what each product did with it; who has no such question is not among them."""

    title: str
    question: Traced
    asked: Sequence[Asked]


def compare(
    title: str,
    questions: Sequence[tuple[Traced, Right]],
    products: Sequence[Product],
    driver: neo4j.Driver,
    rounds: int = ROUNDS,
) -> Compared:
    """Ask each product in turn, going round the questions; who fails, or times out too often, is asked no more."""
    patience = min(_TIMEOUTS, len(questions))
    asked = [Asked(product.name) for product in products]
    absent: set[str] = set()
    for number in range(-1, max(rounds, len(questions))):
        place = number % len(questions)
        question, right = questions[place]
        for product, so_far in zip(products, asked, strict=True):
            if so_far.has_failed(patience) or product.name in absent:
                continue
            try:
                reply = product.ask(question)
            except TimeoutError:
                so_far.timeouts += 1
                end_long_ones(driver)
                continue
            if reply is None:
                absent.add(product.name)
            elif number >= 0:
                _note(so_far, question, right, reply, is_first=number < len(questions))
            elif reply.told is None:
                so_far.problem = reply.problem
    told = [each for each in asked if each.product not in absent]
    return Compared(title, questions[0][0], told)


def _note(asked: Asked, question: Traced, right: Right, reply: Reply, *, is_first: bool) -> None:
    if reply.told is None:
        asked.problem = reply.problem
        return
    asked.seconds.append(reply.seconds)
    asked.sizes.append(reply.size)
    if is_first:
        verdict = reference.judge(question, right, reply.told)
        asked.verdicts[verdict] = asked.verdicts.get(verdict, 0) + 1


def end_long_ones(driver: neo4j.Driver) -> None:
    """End what still runs in the store for who has stopped waiting."""
    time.sleep(PATIENCE_SECONDS / 100)
    with driver.session(database="system") as session:
        ids = [row[0] for row in session.run(_LONG)]
        if ids:
            session.run(_END, ids=ids).consume()
