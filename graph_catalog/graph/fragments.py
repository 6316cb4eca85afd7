"""Fragments: predicates and expressions that Cypher files share, brought in by a line, `/* include interval(fact) */`.

A fragment names parameters, which the including line replaces. What else it names is its own, and none of that may be
in use in the file around it: were a variable bound both inside and outside, the store would take the two for one, and
answers would be wrong without an error. Which scopes overlap is not looked at; a name means one thing in a file and
all that it includes. Files keep to a style in which this can be read off them: keywords, labels and types begin with
capitals, variables do not.
"""

import dataclasses
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from graph_catalog.errors import QueryFileError

NOISE: Final = re.compile(r"//[^\n]*|/\*.*?\*/|'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"", re.DOTALL)
"""Comments and texts: what looks like Cypher there is none."""

_HEADER = re.compile(r"// fragment (?P<name>[a-z_]+)\((?P<arguments>[a-z_, ]*)\): (?P<about>.+)\Z")
_MARK = re.compile(r"/\* include (?P<name>[a-z_]+)\((?P<arguments>[a-zA-Z_, ]*)\) \*/")
_STRAY = re.compile(r"/\*\s*include\b.*?\*/", re.DOTALL)
_WORD = re.compile(r"(?<![\w$.:|&!])[a-z_][a-z_0-9]*(?![\w(])")
_TOKEN = re.compile(f"{NOISE.pattern}|{_WORD.pattern}", re.DOTALL)
_LITERALS = frozenset({"true", "false", "null"})


@dataclasses.dataclass(frozen=True)
class Fragment:
    """A shared predicate or expression; its parameters are names that the including line replaces."""

    name: str
    arguments: tuple[str, ...]
    body: str

    def with_names(self, given: tuple[str, ...]) -> str:
        """Return the body with `given` in place of the parameters, all at once."""
        names = dict(zip(self.arguments, given, strict=True))

        def renamed(token: re.Match[str]) -> str:
            if mark := _MARK.fullmatch(token[0]):
                inner = ", ".join(names.get(name, name) for name in _names(mark["arguments"]))
                return f"/* include {mark['name']}({inner}) */"
            is_kept = NOISE.fullmatch(token[0]) or _is_key(self.body, token)
            return token[0] if is_kept else names.get(token[0], token[0])

        return _TOKEN.sub(renamed, self.body)


def read_all(folder: Path) -> dict[str, Fragment]:
    """Read the fragments in `fragments/` below `folder`, by name; raises `QueryFileError`."""
    return {
        path.stem: _read(path, path.read_text("utf-8").splitlines())
        for path in sorted((folder / "fragments").glob("*.cypher"))
    }


def _read(path: Path, lines: list[str]) -> Fragment:
    header = _HEADER.match(lines[0] if lines else "")
    if header is None or header["name"] != path.stem:
        message = f"cypher/fragments/{path.name}: the first line must be `// fragment {path.stem}(…): sentence.`"
        raise QueryFileError(message)
    body = "\n".join(line for line in lines if not line.startswith("//")).strip()
    return Fragment(path.stem, _names(header["arguments"]), body)


def include(text: str, name: str, fragments: Mapping[str, Fragment], used: set[str]) -> str:
    """Return the text of the file `name` with its fragments in it, and note in `used` which they are."""

    def expand(mark: re.Match[str]) -> str:
        fragment = fragments.get(mark["name"])
        given = _names(mark["arguments"])
        if fragment is None or len(given) != len(fragment.arguments):
            message = f"cypher/{name}.cypher: `{mark[0]}` names no fragment, or not with that many arguments"
            raise QueryFileError(message)
        used.add(fragment.name)
        return f"({include(fragment.with_names(given), name, fragments, used)})"

    included = _MARK.sub(expand, text)
    # A comment to the store, and no fragment: it would be left out without a word.
    if stray := _STRAY.search(included):
        message = f"cypher/{name}.cypher: `{stray[0]}` is no mark of a fragment: its arguments must be names"
        raise QueryFileError(message)
    return included


def refuse_captures(folder: Path, fragments: Mapping[str, Fragment]) -> None:
    """Raise `QueryFileError` for the first line below `folder` that brings in a name which its file uses already."""
    for path in sorted(folder.rglob("*.cypher")):
        text = path.read_text("utf-8")
        in_use = variables(text).union(
            *(_names(mark["arguments"]) for mark in _MARK.finditer(text))
        )
        for number, line in enumerate(text.splitlines(), 1):
            for mark in _MARK.finditer(line):
                if taken := in_use.intersection(_brought(mark["name"], fragments)):
                    message = (
                        f"cypher/{path.relative_to(folder).as_posix()}, line {number}: `{mark[0]}` has a variable "
                        f"`{min(taken)}` of its own, and so has this file; rename one of them"
                    )
                    raise QueryFileError(message)


def variables(text: str) -> set[str]:
    """Return the variables of some Cypher: no parameters, properties, functions, nor keys of maps."""
    plain = NOISE.sub(" ", text)
    words = (word[0] for word in _WORD.finditer(plain) if not _is_key(plain, word))
    return set(words) - _LITERALS


def _brought(name: str, fragments: Mapping[str, Fragment]) -> Iterator[str]:
    """Yield the variables of a fragment and of those that it includes; none where there is no such fragment."""
    if (fragment := fragments.get(name)) is not None:
        yield from variables(fragment.body) - set(fragment.arguments)
        for mark in _MARK.finditer(fragment.body):
            yield from _brought(mark["name"], fragments)


def _is_key(text: str, word: re.Match[str]) -> bool:
    before, after = text[: word.start()].rstrip(), text[word.end() :].lstrip()
    return after.startswith(":") and before.endswith(("{", ","))


def _names(arguments: str) -> tuple[str, ...]:
    return tuple(filter(None, arguments.replace(" ", "").split(",")))
