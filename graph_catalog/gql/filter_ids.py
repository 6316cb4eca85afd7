"""Global ids in the filter of a list: the one way in, and the as-of point that they carry (docs/api.md, "Ids in a filter").

What is no id, or one of another kind, is a wrong argument. An unknown one is not told from a hidden one: neither finds
anything. An id that was seen with an as-of point supplies it to the whole list, as it does in a look-up; what has one
otherwise beside it is refused.
"""

import dataclasses

from graph_catalog.gql.context import Context
from graph_catalog.gql.cursors import Cursor
from graph_catalog.gql.refused import WrongArgumentError, as_error
from graph_catalog.graph.read_scope import Snapshot
from graph_catalog.language import say
from graph_catalog.model.enums.nodes import NodeKind
from graph_catalog.model.filter_clauses import Clause, FilterError, Path, compile_filter
from graph_catalog.model.refusals import InvalidInput
from graph_catalog.record import keys
from graph_catalog.record.keys import GlobalId
from graph_catalog.record.snapshots import AsOfPoint, agree


@dataclasses.dataclass
class FilterIds:
    """Reads the ids of one filter; `asked` are the snapshot of its list so far."""

    asked: AsOfPoint
    is_present_only: bool = False
    """Whether the list can be asked about the present alone."""
    _as_of_from: str | None = None
    """The argument whose id supplied the as-of point."""

    def clauses(self, given: object) -> list[Clause]:
        """Compile a filter for the store; one that makes no sense is a `WrongArgumentError`."""
        try:
            return compile_filter(given, self.key)
        except FilterError as problem:
            raise WrongArgumentError(str(problem), problem.argument) from None

    def key(self, given: str, kind: NodeKind | None, path: Path) -> str:
        """Return the key in an id of a kind, or (None) of any, which stands at a path of the filter."""
        argument = ".".join(("filter", *path))
        named = keys.decode(given)
        if named is None or kind not in {None, named.kind}:
            raise _no_id(argument, kind)
        if named.as_of is not None:
            self._take_as_of(named, argument)
        return named.key

    def optional_key(self, given: str | None, kind: NodeKind | None, *path: str) -> str | None:
        """Return the key in an id that may be missing."""
        return None if given is None else self.key(given, kind, path)

    async def snapshot(self, context: Context, cursor: Cursor | None, argument: str) -> Snapshot:
        """Return the snapshot of the list, of which `argument` has the cursor."""
        found = await context.find_snapshot(agreed(self.asked, cursor, argument))
        if not isinstance(found, InvalidInput):
            return found
        if self._as_of_from is None:
            raise as_error(found)
        raise WrongArgumentError(found.message, self._as_of_from)

    def _take_as_of(self, named: GlobalId, argument: str) -> None:
        if self.is_present_only:
            raise _present_only(argument)
        own = AsOfPoint(named.as_of, named.revision)
        if not agree(self.asked.as_of, own.as_of) or self.asked.at_revision not in {
            None,
            own.at_revision,
        }:
            raise _differs(argument)
        self.asked, self._as_of_from = own, argument


def agreed(asked: AsOfPoint, cursor: Cursor | None, argument: str) -> AsOfPoint:
    """Return the snapshot of a page: those of its cursor, which what the caller gave must not contradict."""
    if cursor is None:
        return asked
    own = AsOfPoint(cursor.as_of, cursor.revision)
    if not agree(asked.as_of, own.as_of) or asked.at_revision not in {None, own.at_revision}:
        raise WrongArgumentError(
            say(
                zh=f"{argument} 来自另一时间点的列表；请使用与该页相同的 asOf 与 atRevision，或都不给。",
                en=f"{argument} is of a list at another time; give the same asOf and atRevision, or neither.",
            ),
            argument,
        )
    return own


def _no_id(argument: str, kind: NodeKind | None) -> WrongArgumentError:
    wanted = "" if kind is None else kind.value
    return WrongArgumentError(
        say(
            zh=f"{argument} 不是{f' {wanted} 的' if wanted else '可用的'} id。请使用查询得到的 id。",
            en=f"{argument} is no id{f' of a {wanted}' if wanted else ''}. Use one that a question gave.",
        ),
        argument,
    )


def _differs(argument: str) -> WrongArgumentError:
    return WrongArgumentError(
        say(
            zh=f"{argument} 的 id 本身带有时间点，与所给的 asOf、atRevision 或另一 id 的时间点不同；请统一时间点，或改用不带时间点的 id。",
            en=f"The id in {argument} carries an as-of point, and asOf, atRevision or another id says another. "
            "Give one as-of point, or use an id without.",
        ),
        argument,
    )


def _present_only(argument: str) -> WrongArgumentError:
    return WrongArgumentError(
        say(
            zh=f"{argument} 的 id 带有时间点，而此处只针对现在。请改用不带时间点查询得到的 id。",
            en=f"The id in {argument} carries an as-of point, and this list is about the present. "
            "Use the id that a question without an as-of point gives.",
        ),
        argument,
    )
