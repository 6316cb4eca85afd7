"""JSON and YAML as plain values, within bounds that no hostile document can pass.

YAML is read without types: every scalar is a text, and `no` stays the name 编号 has in pinyin. So there
are no dates, no merge keys that multiply, and no objects of ours. Aliases share what they name.
"""

import json
import re
from typing import Any, Final

import yaml

from graph_catalog.errors import InputFileError
from graph_catalog.language import say

_DEEPEST: Final = 60
_MOST_ALIASES: Final = 1000
_JSON: Final = re.compile(r"\s*[\[{]")
_YAML: Final = re.compile(
    r"""^["']?(?:openapi|swagger|\$schema|properties|definitions|\$defs)["']?[ \t]*:""",
    re.MULTILINE,
)
_LOADER: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""libyaml's reading where it was built in: a megabyte takes a second instead of ten."""


def is_json(text: str) -> bool:
    """Whether a text begins as JSON does."""
    return _JSON.match(text) is not None


def is_yaml(source: str, text: str) -> bool:
    """Whether a text is YAML by its ending, or has a line that only a schema or interface has."""
    return source.lower().endswith((".yaml", ".yml")) or _YAML.search(text) is not None


def read_json(source: str, text: str) -> Any:  # noqa: ANN401  # any JSON value
    """Read JSON; raises `InputFileError` with line and column where it is none."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as problem:
        raise _wrong(source, "JSON", problem.lineno, problem.colno, problem.msg) from problem
    except (RecursionError, ValueError) as problem:
        raise _too_deep(source) from problem


def read_yaml(source: str, text: str) -> Any:  # noqa: ANN401  # any YAML value
    """Read the one document of a YAML file; raises `InputFileError` where it is none."""
    try:
        # Counted as events, which nest nothing, before anything is built of them.
        _check_events(source, yaml.parse(text, Loader=_LOADER))
        return yaml.load(text, Loader=_LOADER)  # noqa: S506  # builds texts, lists and dicts alone
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise _wrong(source, "YAML", *place, str(problem.problem)) from problem
    except yaml.YAMLError as problem:
        raise _wrong(source, "YAML", 1, 1, str(problem).splitlines()[0]) from problem
    except (TypeError, RecursionError) as problem:  # a list as a key; an alias of itself as one
        raise _too_deep(source) from problem


def is_true(value: object) -> bool:
    """Whether a value says true, in JSON or as the text that YAML gives."""
    return value is True or (isinstance(value, str) and value.lower() == "true")


def _check_events(source: str, events: Any) -> None:  # noqa: ANN401  # PyYAML's iterator
    depth = aliases = 0
    for event in events:
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.AliasEvent):
            aliases += 1
        if depth > _DEEPEST or aliases > _MOST_ALIASES:
            raise _too_deep(source)


def _wrong(source: str, kind: str, line: int, column: int, why: str) -> InputFileError:
    return InputFileError(
        say(
            zh=f"文件 {source} 第 {line} 行第 {column} 列不是有效的 {kind}（{why}）。请改正。",
            en=f"{source}, line {line}, column {column}, is no {kind} ({why}). Correct it.",
        )
    )


def _too_deep(source: str) -> InputFileError:
    return InputFileError(
        say(
            zh=f"文件 {source} 嵌套或引用过多，无法读取。请只保留所要检查的部分。",
            en=f"{source} nests or refers too much. Keep the part that is to be checked.",
        )
    )
