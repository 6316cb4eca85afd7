"""Named Cypher files: one question each, loaded and checked when the program starts (style.md §5).

A file's header declares its name, parameters and results in columns of plain words; the body must use exactly the
declared parameters. Shared predicates come in by a line of the file, `/* include interval(fact) */`, from
`cypher/fragments/`. The upper bound of a variable-length pattern must be a literal in Cypher: a `ceiling` line names
the few integers for which a text is prepared. A `kinds` line names the parameter that holds a thing's label: a text is
prepared for each kind, with that kind's own visibility and dates in place of everybody's; and a file that takes a filter has
a text for when none is given. The store plans these in a third of the time. What is judged by no visibility says so in an `everybody` line, with its reason. Relations that are one question but for their
type, direction and the kind at the other end are one file with an `each` line for each: `-[fact:TIE]-(node:KIND)` is
written out for it, as a question with a name of its own. Nothing else is ever formatted into Cypher.
"""

import dataclasses
import re
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path

from graph_catalog.errors import QueryFileError
from graph_catalog.graph.fragments import NOISE, Fragment, include, read_all, refuse_captures
from graph_catalog.graph.query import FILTER, PUBLIC, NamedQuery, Variant

_HEADER = re.compile(r"// (?P<name>[a-z_/0-9]+): (?P<about>.+)\Z")
_COLUMN = re.compile(
    r"// (?P<word>param|return) +(?P<name>[a-z_]+) +(?P<type>[A-Z][A-Za-z]*) +(?P<meaning>.+)\Z"
)
_CEILING = re.compile(r"// ceiling +(?P<values>\d+(?: +\d+)*)(?: .*)?\Z")
_KINDS = re.compile(r"// kinds +(?P<label>[a-z_]+)(?: .*)?\Z")
_EVERYBODY = re.compile(r"// everybody (?P<reason>.+)\Z")
_EACH = re.compile(
    r"// each +(?P<name>[a-z_]+) +(?P<left><?)(?P<type>[A-Z_]+)(?P<right>>?) +(?P<label>[A-Za-z]+) +(?P<about>.+)\Z"
)
_TIE = "-[fact:TIE]-(node:KIND)"
_PARAMETER = re.compile(r"\$([A-Za-z_][A-Za-z_0-9]*)")
_WRITES = re.compile(r"\b(CREATE|MERGE|SET|DELETE|REMOVE)\b")
_LARGEST_CEILING = 200
_VISIBILITY = "visibility"
_MATCHES = "matches"
_DATED = "dated"
_STANDING = "standing"
_MAY_BE_GONE = "datum"
"""The kind of thing of which some are no more though they are on record."""
_ALWAYS_THERE = Fragment(_STANDING, ("node",), "true")
_AS_DESCRIBED = Fragment(_DATED, ("node", "described"), "described")
"""Of kinds of things that have nothing to be read off their facts."""


def root() -> Path:
    """Return the folder of Cypher files: inside the package of an installed wheel, else at the repository's root."""
    packaged = Path(str(resources.files("graph_catalog"))) / "cypher"
    return packaged if packaged.is_dir() else packaged.parent.parent / "cypher"


def load(folder: Path) -> dict[str, NamedQuery]:
    """Read and check every file below `folder`; raises `QueryFileError` for the first that contradicts itself."""
    fragments = read_all(folder)
    refuse_captures(folder, fragments)
    found = (
        path
        for path in sorted(folder.rglob("*.cypher"))
        if path.parent.name not in {"fragments", "migrations"}
    )
    queries: dict[str, NamedQuery] = {}
    for path in found:
        name = path.relative_to(folder).with_suffix("").as_posix()
        queries |= {query.name: query for query in _read_queries(path, name, fragments)}
    return queries


def _read_queries(path: Path, name: str, fragments: Mapping[str, Fragment]) -> Iterator[NamedQuery]:
    """Yield the question of a file, or that of each relation that it has a line for."""
    lines = path.read_text("utf-8").splitlines()
    relations = [match for line in _header_lines(lines[1:]) if (match := _EACH.match(line))]
    if not relations:
        yield _read_query(lines, name, fragments)
        return
    about, folder = _about(lines[0], name), path.parent.name
    if sum(_TIE in line for line in lines) != 1:
        message = (
            f"cypher/{name}.cypher: `{_TIE}` must stand in the body once, for it has `each` lines"
        )
        raise QueryFileError(message)
    for each in relations:
        own = f"{folder}/{each['name']}"
        tie = f"{each['left']}-[fact:{each['type']}]-{each['right']}(node:{each['label']})"
        problems = [
            f"// {own}: {each['about']} ({about})",
            *(line.replace(_TIE, tie) for line in lines[1:]),
        ]
        kind = each["label"].lower()
        known = dict(_of_kinds(fragments, kind))
        yield _read_query(problems, own, known.get(kind, known[PUBLIC]), is_one_of_several=True)


def _read_query(
    lines: list[str],
    name: str,
    fragments: Mapping[str, Fragment],
    *,
    is_one_of_several: bool = False,
) -> NamedQuery:
    about = _about(lines[0] if lines else "", name)
    params: dict[str, str] = {}
    returns: dict[str, str] = {}
    ceilings: tuple[int, ...] = ()
    label, everybody = None, ""
    for line in _header_lines(lines[1:]):
        if column := _COLUMN.match(line):
            (params if column["word"] == "param" else returns)[column["name"]] = column["type"]
        elif ceiling := _CEILING.match(line):
            ceilings = tuple(sorted(int(value) for value in ceiling["values"].split()))
        elif kinds := _KINDS.match(line):
            label = kinds["label"]
        elif reason := _EVERYBODY.match(line):
            everybody = reason["reason"]
    body = "\n".join(line for line in lines if not line.startswith("//")).strip()
    used: set[str] = set()
    text = include(body, name, fragments, used)
    texts = {
        Variant(ceiling, kind, is_filtered=is_filtered): _bounded(
            include(body, name, chosen, set()), ceilings, ceiling
        )
        for kind, of_kind in _of_kinds(fragments, label)
        for is_filtered, chosen in _with_filter(of_kind, params)
        for ceiling in ceilings or (None,)
    }
    if is_one_of_several:
        # What only some kinds' visibility asks for, the header declares for all.
        uses = set(_PARAMETER.findall(NOISE.sub(" ", text)))
        params = {param: type_ for param, type_ in params.items() if param in uses}
    writes = _WRITES.search(NOISE.sub(" ", text)) is not None
    query = NamedQuery(
        name,
        about,
        params,
        returns,
        ceilings,
        label,
        text,
        texts,
        frozenset(used),
        writes,
        everybody,
    )
    _check(query)
    return query


_Fragments = Mapping[str, Fragment]


def _of_kinds(fragments: _Fragments, label: str | None) -> Iterator[tuple[str | None, _Fragments]]:
    """Give each kind of thing that has a visibility fragment of its own, and the fragments of its text."""
    if label is None:
        yield None, fragments
        return
    prefix = f"{_VISIBILITY}_"
    for fragment in fragments.values():
        if fragment.name.startswith(prefix):
            kind = fragment.name.removeprefix(prefix)
            dated = fragments.get(f"{_DATED}_{kind}", _AS_DESCRIBED)
            standing = fragments.get(_STANDING) if kind == _MAY_BE_GONE else None
            yield (
                kind,
                {
                    **fragments,
                    _VISIBILITY: fragment,
                    _DATED: dated,
                    _STANDING: standing or _ALWAYS_THERE,
                },
            )


def _with_filter(
    fragments: _Fragments, params: Mapping[str, str]
) -> Iterator[tuple[bool, _Fragments]]:
    """Give the fragments of a text with a filter, and of one for when none was given."""
    yield True, fragments
    if FILTER in params:
        yield False, {**fragments, _MATCHES: dataclasses.replace(fragments[_MATCHES], body="true")}


def _bounded(text: str, ceilings: tuple[int, ...], ceiling: int | None) -> str:
    return text if ceiling is None else text.replace(f"..{ceilings[-1]}]", f"..{ceiling}]")


def _about(first: str, name: str) -> str:
    header = _HEADER.match(first)
    if header is None or header["name"] != name:
        message = (
            f"cypher/{name}.cypher: the first line must be `// {name}: sentence.`, it is `{first}`"
        )
        raise QueryFileError(message)
    return header["about"]


def _header_lines(lines: list[str]) -> Iterator[str]:
    for line in lines:
        if not line.startswith("//"):
            return
        yield line


def _check(query: NamedQuery) -> None:
    used = set(_PARAMETER.findall(NOISE.sub(" ", query.text)))
    declared = set(query.params)
    if used != declared:
        disputed = ", ".join(sorted(used ^ declared))
        message = f"cypher/{query.name}.cypher: header and body disagree on {disputed}"
        raise QueryFileError(message)
    if not query.returns:
        message = f"cypher/{query.name}.cypher: the header has no `return` line"
        raise QueryFileError(message)
    if query.label is not None and query.params.get(query.label) != "String":
        message = f"cypher/{query.name}.cypher: `kinds` must name a parameter of type String"
        raise QueryFileError(message)
    if query.ceilings and (
        query.ceilings[-1] > _LARGEST_CEILING or f"..{query.ceilings[-1]}]" not in query.text
    ):
        message = f"cypher/{query.name}.cypher: the body must hold `..{query.ceilings[-1]}]`, its largest ceiling"
        raise QueryFileError(message)
