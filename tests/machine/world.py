"""A small district that is changed by its API, and what is asked of it after every change."""

import collections
import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from graph_catalog.alignment import realignment
from graph_catalog.graph.read_scope import PROGRAM_SCOPE
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.record import keys
from graph_catalog.record.audit import verification
from tests import invariants
from tests.conftest import Catalog, wipe
from tests.estate import Estate
from tests.machine.changes import FIELD_NAMES, PUBLISHABLE, UNITS, Asked, Pick
from tests.sheets.catalog_files import as_csv

_DO: Final = """mutation($input: %sInput!) { %s(input: $input) {
  __typename ... on Payload { revision warnings } ... on Refusal { code message path } } }"""
_IMPORT: Final = """mutation($input: ImportCatalogInput!) { importCatalog(input: $input) {
  __typename ... on Refusal { code message path }
  ... on ImportCatalogPayload { revision warnings counts { name count }
    ambiguities { row entry field change onRecord inFile needsApproval }
    missing { key name provider isWithdrawn } } } }"""
_PINNED: Final = "(asOf: $instant, atRevision: $revision, first: 100)"
_PAST: Final = [
    "query($instant: Instant, $revision: Int!) { " + asked.replace("PINNED", _PINNED) + " }"
    for asked in (
        """units PINNED { totalCount nodes { name kind collects { nodes { name } }
          datasets { totalCount nodes { name } } } }""",
        """datasets PINNED { totalCount nodes { name code status listing provider { name } system { name }
          fields { nodes { name acquisition datum { name } } } } }""",
        """agreements PINNED { nodes { name status validFrom validTo consumer { name }
          datasets { nodes { name } } } }""",
        "rulings PINNED { nodes { name verdict validTo } }",
        "exemptions PINNED { nodes { name validFrom validTo } }",
        "data PINNED { nodes { name designations { nodes { validFrom validTo dataset { name } } } } }",
        "findings PINNED { nodes { rule message } }",
        "duplicateCollections PINNED { nodes { datum { name } collectionPoints } }",
    )
]
"""What is asked of the past, a list a question: together they would be planned for longer than a question may take."""


def _difference(then: Any, now: Any) -> Any:
    """Return the first place where two answers differ, as a reader of a failure needs it."""
    if isinstance(then, dict) and isinstance(now, dict):
        return next(
            (name, _difference(then[name], now[name])) for name in then if then[name] != now[name]
        )
    if isinstance(then, list) and isinstance(now, list) and len(then) == len(now):
        return next(
            _difference(*pair) for pair in zip(then, now, strict=True) if pair[0] != pair[1]
        )
    return then, now


class NothingToPickError(Exception):
    """A change speaks of a thing of which there is none yet."""


@dataclasses.dataclass
class World:
    """The catalog, what it was seen to say at revisions gone by, and the changes that it took, counted."""

    catalog: Catalog
    done: collections.Counter[str]
    seen: list[tuple[Mapping[str, Any], Any]] = dataclasses.field(default_factory=list)
    sent: int = 0

    async def open(self) -> None:
        """Empty the store, and put units there, with a system and two entries each."""
        await wipe(self.catalog.engine)
        estate = Estate()
        for key, name in UNITS.items():
            estate.unit(key, name)
            estate.system(f"{key}system", f"{name}业务系统", operator=key)
        await estate.record(self.catalog.engine)
        for number, unit in enumerate([*UNITS, *UNITS]):
            given = {
                "unitId": keys.encode(NodeKind.UNIT, unit),
                "systemId": keys.encode(NodeKind.SYSTEM, f"{unit}system"),
                "name": f"登记表{number}",
                **(PUBLISHABLE if number % 2 else {}),
                "fields": [
                    {"name": name, "acquisition": "COLLECTED"}
                    for name in FIELD_NAMES[number : number + 3]
                ],
            }
            told = await self._do(Asked("registerEntry", given), given)
            assert told["__typename"] == "RegisterEntryPayload", told

    async def change(self, asked: Asked) -> None:
        """Ask for a change if there is what it speaks of, and see that the record is right afterwards."""
        try:
            given = await self._picked(asked.given)
        except NothingToPickError:
            return
        if asked.mutation == "importCatalog":
            told = await self._import(**given)
        else:
            told = await self._do(asked, given)
        is_done = told["__typename"].endswith("Payload")
        self.done[asked.mutation if is_done else f"{asked.mutation}: {told['code']}"] += 1
        await self.check()

    async def _picked(self, given: Any) -> Any:
        if isinstance(given, Mapping):
            return {name: await self._picked(value) for name, value in given.items()}
        if isinstance(given, list):
            return [await self._picked(value) for value in given]
        if not isinstance(given, Pick):
            return given
        rows = await self.catalog.engine.run_statement(given.question, kind=given.kind.value)
        if not rows:
            raise NothingToPickError
        return keys.encode(given.kind, rows[given.number % len(rows)][given.column])

    async def _do(self, asked: Asked, given: Mapping[str, Any]) -> Any:
        """Under a key, and once more under it: the second time nothing is done, and the same is said."""
        self.sent += 1
        type_ = asked.mutation[0].upper() + asked.mutation[1:]
        values = {"input": {**given, "idempotencyKey": f"key-{self.sent}"}}
        tries = []
        for _ in range(2):
            answer = await self.catalog.ask(
                _DO % (type_, asked.mutation), values, viewer=asked.viewer
            )
            tries.append((answer[asked.mutation], await self._revision()))
        (told, revision), (again, revision_again) = tries
        assert revision_again == revision, ("done twice", asked)
        assert told == again or told["__typename"] != f"{type_}Payload", (asked, told, again)
        return told

    async def _import(self, rows: list[Mapping[str, str]], **options: Any) -> Any:
        """What the dry run of a file says is what becomes of it, and the same file again does nothing."""
        given = {"fileName": "a.csv", "content": as_csv(rows).decode(), **options}
        tries = []
        for is_dry in (True, False, False):
            before = await self._revision()
            answer = await self.catalog.ask(_IMPORT, {"input": {**given, "dryRun": is_dry}})
            tries.append((answer["importCatalog"], await self._revision() - before))
        (dry, dry_changes), (told, _), (again, changes_again) = tries
        assert dry_changes == 0
        for about in dry.keys() - {"revision", "warnings"}:  # which say "to be" and "was"
            assert dry[about] == told[about], (given, about)
        assert again["__typename"] == told["__typename"], (given, told, again)
        assert changes_again == 0, (given, told, again)
        return told

    async def _revision(self) -> int:
        statement = "MATCH (head:AuditHead) RETURN head.revision AS revision"
        [row] = await self.catalog.engine.run_statement(statement)
        return int(row["revision"])

    async def look(self, instant: str | None) -> None:
        """Ask what is on record now as of an instant, and keep the answer."""
        snapshot = {
            "instant": instant or dt.datetime.now(dt.UTC).isoformat(),
            "revision": await self._revision(),
        }
        self.seen.append((snapshot, await self._past(snapshot)))

    async def _past(self, snapshot: Mapping[str, Any]) -> list[Any]:
        return [await self.catalog.ask(question, snapshot) for question in _PAST]

    async def check(self) -> None:
        """See that the invariants hold, and that what is derived is what its facts say."""
        await invariants.check(self.catalog.engine)
        stored, anew = [
            [(row["unit"], row["datum"]) for row in await self.catalog.engine.run_statement(each)]
            for each in (invariants.COLLECTED, invariants.COLLECTED_ANEW)
        ]
        assert stored == anew

    async def end(self) -> None:
        """See that fields denote what they would anew, that the past is as it was said, and that the log is whole."""
        stood = await self.catalog.engine.run_statement(invariants.DENOTED)
        await realignment.run(self.catalog.engine, anew=True)
        assert await self.catalog.engine.run_statement(invariants.DENOTED) == stood
        for snapshot, answer in self.seen:
            for then, now in zip(answer, await self._past(snapshot), strict=True):
                assert then == now, (snapshot, _difference(then, now))
        report = await verification.verify(self.catalog.engine, PROGRAM_SCOPE)
        assert report.is_whole, report
