"""Named Cypher files: one question each, loaded and checked when the program starts (style.md §5).

A file's header declares its name, parameters and results in columns of plain words; the body must use exactly the
declared parameters. Shared predicates come in by a line of the file, `/* include interval(fact) */`, from
`cypher/fragments/`. The upper bound of a variable-length pattern must be a literal in Cypher: a `ceiling` line names
the few integers for which a text is prepared. Nothing else is ever formatted into Cypher.
"""

import dataclasses
import re
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path

from graph_catalog.errors import QueryFileError

_HEADER = re.compile(r"// (?P<name>[a-z_/0-9]+): (?P<about>.+)\Z")
_COLUMN = re.compile(
    r"// (?P<word>param|return) +(?P<name>[a-z_]+) +(?P<type>[A-Z][A-Za-z]*) +(?P<meaning>.+)\Z"
)
_CEILING = re.compile(r"// ceiling +(?P<values>\d+(?: +\d+)*)(?: .*)?\Z")
_FRAGMENT = re.compile(
    r"// fragment (?P<name>[a-z_]+)\((?P<arguments>[a-z_, ]*)\): (?P<about>.+)\Z"
)
_INCLUDE = re.compile(r"/\* include (?P<name>[a-z_]+)\((?P<arguments>[a-zA-Z_, ]*)\) \*/")
_NOISE = re.compile(r"//[^\n]*|/\*.*?\*/|'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"", re.DOTALL)
_PARAMETER = re.compile(r"\$([A-Za-z_][A-Za-z_0-9]*)")
_WRITES = re.compile(r"\b(CREATE|MERGE|SET|DELETE|REMOVE)\b")
_LARGEST_CEILING = 200


@dataclasses.dataclass(frozen=True)
class Query:
    """One named question to the store."""

    name: str
    about: str
    params: Mapping[str, str]
    returns: Mapping[str, str]
    ceilings: tuple[int, ...]
    text: str
    fragments: frozenset[str]

    @property
    def writes(self) -> bool:
        """Whether the text changes the store."""
        return _WRITES.search(_NOISE.sub(" ", self.text)) is not None

    def at(self, ceiling: int | None = None) -> str:
        """Return the text, for a file with ceilings the one prepared for `ceiling`."""
        if not self.ceilings:
            return self.text
        if ceiling not in self.ceilings:
            message = (
                f"cypher/{self.name}.cypher: no text for ceiling {ceiling}; it has {self.ceilings}"
            )
            raise QueryFileError(message)
        return self.text.replace(f"..{self.ceilings[-1]}]", f"..{ceiling}]")


@dataclasses.dataclass(frozen=True)
class Fragment:
    """A shared predicate or expression; its parameters are names that the including line replaces."""

    name: str
    arguments: tuple[str, ...]
    body: str


def root() -> Path:
    """Return the folder of Cypher files: inside the package of an installed wheel, else at the repository's root."""
    packaged = Path(str(resources.files("graph_catalog"))) / "cypher"
    return packaged if packaged.is_dir() else packaged.parent.parent / "cypher"


def load(folder: Path) -> dict[str, Query]:
    """Read and check every file below `folder`; raises `QueryFileError` for the first that contradicts itself."""
    fragments = {
        path.stem: _read_fragment(path) for path in sorted((folder / "fragments").glob("*.cypher"))
    }
    found = (
        path
        for path in sorted(folder.rglob("*.cypher"))
        if path.parent.name not in {"fragments", "migrations"}
    )
    queries = {}
    for path in found:
        name = path.relative_to(folder).with_suffix("").as_posix()
        queries[name] = _read_query(path, name, fragments)
    return queries


def _read_fragment(path: Path) -> Fragment:
    first, *lines = path.read_text("utf-8").splitlines()
    header = _FRAGMENT.match(first)
    if header is None or header["name"] != path.stem:
        message = f"cypher/fragments/{path.name}: the first line must be `// fragment {path.stem}(…): sentence.`"
        raise QueryFileError(message)
    arguments = tuple(filter(None, header["arguments"].replace(" ", "").split(",")))
    body = "\n".join(line for line in lines if not line.startswith("//")).strip()
    return Fragment(path.stem, arguments, body)


def _read_query(path: Path, name: str, fragments: Mapping[str, Fragment]) -> Query:
    lines = path.read_text("utf-8").splitlines()
    about = _about(lines[0] if lines else "", name)
    params: dict[str, str] = {}
    returns: dict[str, str] = {}
    ceilings: tuple[int, ...] = ()
    for line in _header_lines(lines[1:]):
        if column := _COLUMN.match(line):
            (params if column["word"] == "param" else returns)[column["name"]] = column["type"]
        elif ceiling := _CEILING.match(line):
            ceilings = tuple(sorted(int(value) for value in ceiling["values"].split()))
    used: set[str] = set()
    text = _include(
        "\n".join(line for line in lines if not line.startswith("//")).strip(),
        name,
        fragments,
        used,
    )
    query = Query(name, about, params, returns, ceilings, text, frozenset(used))
    _check(query)
    return query


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


def _include(text: str, name: str, fragments: Mapping[str, Fragment], used: set[str]) -> str:
    def expand(mark: re.Match[str]) -> str:
        fragment = fragments.get(mark["name"])
        given = tuple(filter(None, mark["arguments"].replace(" ", "").split(",")))
        if fragment is None or len(given) != len(fragment.arguments):
            message = f"cypher/{name}.cypher: `{mark[0]}` names no fragment, or not with that many arguments"
            raise QueryFileError(message)
        used.add(fragment.name)
        body = fragment.body
        for argument, replacement in zip(fragment.arguments, given, strict=True):
            body = re.sub(rf"(?<![$.\w]){argument}\b", replacement, body)
        return f"({_include(body, name, fragments, used)})"

    return _INCLUDE.sub(expand, text)


def _check(query: Query) -> None:
    used = set(_PARAMETER.findall(_NOISE.sub(" ", query.text)))
    declared = set(query.params)
    if used != declared:
        disputed = ", ".join(sorted(used ^ declared))
        message = f"cypher/{query.name}.cypher: header and body disagree on {disputed}"
        raise QueryFileError(message)
    if not query.returns:
        message = f"cypher/{query.name}.cypher: the header has no `return` line"
        raise QueryFileError(message)
    if query.ceilings and (
        query.ceilings[-1] > _LARGEST_CEILING or f"..{query.ceilings[-1]}]" not in query.text
    ):
        message = f"cypher/{query.name}.cypher: the body must hold `..{query.ceilings[-1]}]`, its largest ceiling"
        raise QueryFileError(message)
