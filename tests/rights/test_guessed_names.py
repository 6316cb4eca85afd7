"""Nobody finds out by events whether a name that was guessed is there: the unit that told it reads the same, whatever is."""

import dataclasses
import difflib
import itertools
import json
from collections.abc import Callable
from typing import Any, Final

from graph_catalog.lineage.pure.observations import (
    DatasetName,
    Observation,
    SeenColumn,
    SeenDataset,
    SeenEdge,
    SeenJob,
)
from graph_catalog.lineage.recording.recording import RecordedObservations
from graph_catalog.record import keys
from tests.conftest import OFFICER, Catalog
from tests.lineage.recording.telling import HIDDEN, Telling, event, of_dataset, table

GHOST: Final = DatasetName("wild", "ghost")
Guess = tuple[DatasetName, str]
OF_TABLES: Final[dict[str, Guess]] = {
    "hidden": (HIDDEN[0], "x"),
    "hidden, no such column": (HIDDEN[0], "zzz"),
    "outline": (HIDDEN[1], "公民身份号码"),
    "outline, no such column": (HIDDEN[1], "zzz"),
    "another's by the rules": (table("police"), "x"),
    "another's by the rules, no such column": (table("police"), "zzz"),
    "another's by the rules, not there": (table("police", "none"), "x"),
    "above the district": (table("city"), "x"),
    "nobody's": (table("nobody"), "x"),
    "not there": (GHOST, "x"),
}
OF_COLUMNS: Final[dict[str, Guess]] = {
    "hidden column": (DatasetName("db-entries", "residents"), "虹膜"),
    "no such column": (DatasetName("db-entries", "residents"), "zzz"),
}


@dataclasses.dataclass(frozen=True)
class Own:
    """Two tables of the officer's unit that a case has to itself, and what is guessed in it."""

    case: int
    name: DatasetName
    column: str

    @property
    def made(self) -> DatasetName:
        return table("civil", f"made{self.case:03}")

    @property
    def fed(self) -> DatasetName:
        return table("civil", f"fed{self.case:03}")

    def tell(self, *outputs: SeenDataset, day: int = 10, **says: Any) -> Observation:
        return event(
            *outputs, job=SeenJob("tools", f"act{self.case:03}"), day=day, run=f"{day}", **says
        )

    def from_guess(self) -> SeenDataset:
        return _made(self.made, "m", self.name, self.column)

    def into_guess(self) -> SeenDataset:
        return _made(self.name, self.column, self.fed, "f")


def _made(written: DatasetName, target: str, read: DatasetName, column: str) -> SeenDataset:
    return SeenDataset(written, edges=(SeenEdge(target, read, column),))


ACTS: Final[dict[str, Callable[[Own], list[Observation]]]] = {
    "made from a column": lambda own: [own.tell(own.from_guess())],
    "made from it as a whole": lambda own: [
        own.tell(SeenDataset(own.made), inputs=[SeenDataset(own.name)])
    ],
    "made into a column": lambda own: [own.tell(own.into_guess())],
    "made into it as a whole": lambda own: [
        own.tell(SeenDataset(own.name), inputs=[SeenDataset(own.fed)])
    ],
    "through it into one's own": lambda own: [
        own.tell(own.from_guess()),
        own.tell(own.into_guess(), day=11),
    ],
    "in one run": lambda own: [own.tell(own.from_guess(), own.into_guess())],
    "told, and told no longer": lambda own: [
        own.tell(own.from_guess()),
        own.tell(_made(own.made, "m", own.fed, "f"), day=12),
    ],
    "told twice": lambda own: [own.tell(own.from_guess()), own.tell(own.from_guess(), day=12)],
    "described": lambda own: [of_dataset(SeenDataset(own.name, columns=(SeenColumn(own.column),)))],
}
_LINEAGE: Final = """{ ... on Refusal { code } ... on Lineage { nodes { key level name upstreamHops downstreamHops redacted }
  edges { source target basis assertions { kind source job redacted } } nodeCount edgeCount complete truncatedBy hiddenCount } }"""
_VIEW: Final = f"""query($ids: [ID!]!, $made: ID!, $fed: ID!, $m: ID!, $f: ID!) {{
  nodes(ids: $ids) {{ ... on Field {{ id name listing acquisition }} ... on Dataset {{ name changes {{ totalCount }} }} }}
  m: lineage(id: $m, level: FIELD) {_LINEAGE} f: lineage(id: $f, level: FIELD) {_LINEAGE}
  made: lineage(id: $made) {_LINEAGE} fed: lineage(id: $fed, level: UNIT) {_LINEAGE}
  impact(id: $f) {{ ... on Impact {{ datasets {{ name }} complete hiddenCount hiddenParties cuts {{ reason count }} }} }}
  origins(id: $m) {{ ... on Origins {{ origins {{ kind hops }} holders complete hiddenCount cuts {{ reason count }} }} }} }}"""
_FINDINGS: Final = """{ findings(first: 100) { nodes { rule message dataset { name } } pageInfo { hasNextPage } } }"""


async def _view(catalog: Catalog, own: Own) -> tuple[list[str], Any]:
    """What the officer reads of the two tables: their ids, and all that is said of them."""
    found = await catalog.ask(
        """query($names: [String!]) { datasets(filter: {name: {in: $names}}) {
        nodes { id name fields { nodes { id name } } } } }""",
        {"names": [own.made.name, own.fed.name]},
        viewer=OFFICER,
    )
    fed, made = sorted(found["datasets"]["nodes"], key=lambda node: str(node["name"]))
    [m], [f] = made["fields"]["nodes"], fed["fields"]["nodes"]
    named = {"made": made["id"], "fed": fed["id"], "m": m["id"], "f": f["id"]}
    ids = list(named.values())
    view = await catalog.ask(_VIEW, {"ids": ids, **named}, viewer=OFFICER)
    return ids, view


def _words(said: object, own: Own, ids: list[str]) -> str:
    text = json.dumps(said, ensure_ascii=False, indent=1, default=repr)
    text = text.replace(f"{own.name.namespace} {own.name.name}", "IT")
    for place, given in enumerate(ids):
        text = text.replace(_key(given), f"key{place}").replace(given, f"id{place}")
    return text.replace(f"{own.case:03}", "")


def _key(given: str) -> str:
    read = keys.decode(given)
    assert read is not None
    return read.key


def _render(recorded: RecordedObservations, before: int) -> object:
    return recorded.revision - before, dict(recorded.counts), recorded.losses


async def _seen_after(
    catalog: Catalog, own: Own, observations: list[Observation], revision: int
) -> tuple[int, str]:
    """What the officer is told, and reads afterwards; before it the revision then."""
    answers = []
    for observation in observations:
        recorded = await Telling(catalog.engine).tell(OFFICER, observation)
        answers.append(_render(recorded, revision))
        revision = recorded.revision
    ids, read = await _view(catalog, own)
    return revision, _words([answers, read], own, ids)


async def _findings(catalog: Catalog) -> list[dict[str, Any]]:
    """What the rules find of the officer's tables, of all cases of an act."""
    found = (await catalog.ask(_FINDINGS, viewer=OFFICER))["findings"]
    assert not found["pageInfo"]["hasNextPage"]
    return [finding for finding in found["nodes"] if finding["dataset"] is not None]


def _found(findings: list[dict[str, Any]], own: Own) -> str:
    names = {own.made.name, own.fed.name}
    mine = [
        (each["rule"], each["message"]) for each in findings if each["dataset"]["name"] in names
    ]
    assert mine
    return _words(sorted(mine), own, [])


async def test_a_guess_is_answered_alike_whatever_is_there(catalog: Catalog) -> None:
    for guesses, (act, told) in itertools.product((OF_TABLES, OF_COLUMNS), ACTS.items()):
        telling = Telling(catalog.engine)
        await telling.seed()
        cases = [_own(number, guess) for number, guess in enumerate(guesses.values())]
        tables = [
            of_dataset(SeenDataset(name, columns=(SeenColumn(column),)), day=1)
            for own in cases
            for name, column in ((own.made, "m"), (own.fed, "f"))
        ]
        revision, seen = (await telling.tell(OFFICER, *tables)).revision, []
        for own in cases:
            revision, words = await _seen_after(catalog, own, told(own), revision)
            seen.append(words)
        findings = await _findings(catalog)
        for what, own, each in zip(guesses, cases, seen, strict=True):
            for first, other in (
                (seen[0], each),
                (_found(findings, cases[0]), _found(findings, own)),
            ):
                differs = [*difflib.unified_diff(first.split("\n"), other.split("\n"), n=4)]
                assert not differs, (act, what, "\n".join(differs))


def _own(number: int, guess: Guess) -> Own:
    name, column = guess
    if name == GHOST:
        name = DatasetName(name.namespace, f"{name.name}{number:03}")
    return Own(number, name, column)
