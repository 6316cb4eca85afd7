"""What graphql-core says of a request is told in Chinese, its own sentence beside it."""

import ast
import importlib
import inspect
import itertools
import re
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any, Final

import pytest
from graphql import (
    GraphQLError,
    GraphQLSyntaxError,
    is_input_type,
    parse,
    specified_rules,
    validate,
)
from graphql.execution.values import get_variable_values
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from graph_catalog.gql.document_messages import in_the_callers_language, translated
from graph_catalog.gql.documents import Documents
from graph_catalog.gql.limits import Limits
from graph_catalog.language import Language, speaking
from tests.conftest import Catalog
from tests.gql.connections import SCHEMA

WRONG: Final = """{ nope }
{ datasets }
{ viewer { name { a } } }
{ a: viewer { name } a: __typename }
subscription S { a: catalogChanges { revision } b: catalogChanges { revision } }
{ datasets(nope: 1) { totalCount } }
{ viewer @skip(nope: 1, if: true) { name } }
{ viewer @skip { name } }
{ node { id } }
{ datasets(first: 1, first: 2) { totalCount } }
query($a: Int, $a: Int) { datasets(first: $a) { totalCount } }
{ datasets(first: $a) { totalCount } }
query Q { datasets(first: $a) { totalCount } }
query($a: Int) { viewer { name } }
query($a: String) { datasets(first: $a) { totalCount } }
query($a: Viewer) { viewer { name } }
query($a: Nope) { viewer { name } }
{ viewer { name } } { viewer { name } }
query A { viewer { name } } query A { viewer { name } }
fragment F on Viewer { name } fragment F on Viewer { name } { viewer { ...F } }
{ viewer { ...F } }
fragment F on Viewer { name } { viewer { name } }
fragment F on Viewer { name ...F } { viewer { ...F } }
{ viewer { ...F } } fragment F on Dataset { name }
{ viewer { ... on Dataset { name } } }
{ viewer { ... on Int { name } } }
type X { a: Int } { viewer { name } }
{ viewer @nope { name } }
query @skip(if: true) { viewer { name } }
{ viewer @skip(if: true) @skip(if: true) { name } }
{ datasets(first: "a") { totalCount } }
{ datasets(first: 99999999999) { totalCount } }
{ datasets(filter: 3) { totalCount } }
{ datasets(filter: {nope: 3}) { totalCount } }
{ datasets(filter: {name: {eq: 3}}) { totalCount } }
{ datasets(filter: {status: {eq: NOPE}}) { totalCount } }
{ datasets(filter: {status: {eq: "x"}}) { totalCount } }
{ datasets(filter: {status: {eq: PUBLISHED, eq: PUBLISHED}}) { totalCount } }
{ node(id: null) { id } }
{ unit(by: {id: "a", key: "b"}) { name } }
{ unit(by: {key: null}) { name } }
query($k: String) { unit(by: {key: $k}) { name } }
mutation { registerUnit(input: {}) { __typename } }""".splitlines()
UNREADABLE: Final = [
    "", "{", "{ a", "{ a(", "{ ? }", "{ a(b: 'x') }", '{ a(b: "x) }', "{ a(b: 01) }", r'{ a(b: "\q") }',
    "query($a: Int = $b) { a }", "{ a }}", "nope", "{ a(b: 1 }", r'{ a(b: "\u12") }', "{ ..a }",
]  # fmt: skip
VALUES: Final[list[tuple[str, dict[str, Any]]]] = [
    ("$a: Int!", {}),
    ("$a: Int!", {"a": None}),
    ("$a: Int", {"a": "x"}),
    ("$a: Int", {"a": 1e30}),
    ("$a: Float", {"a": "x"}),
    ("$a: DatasetFilter", {"a": 3}),
    ("$a: DatasetFilter", {"a": {"nope": 1}}),
    ("$a: DatasetFilter", {"a": {"name": {"eq": 3}}}),
    ("$a: DatasetFilter", {"a": {"status": {"eq": "NOPE"}}}),
    ("$a: DatasetFilter", {"a": {"status": {"eq": 3}}}),
    ("$a: RegisterUnitInput!", {"a": {}}),
    ("$a: UnitBy", {"a": {}}),
    ("$a: UnitBy", {"a": {"key": None}}),
    ("$a: [ID!]!", {"a": [None]}),
    ("$a: Boolean", {"a": "x"}),
    ("$a: ID", {"a": []}),
    ("$a: Viewer", {"a": []}),
]
NOT_HERE: Final = {
    "DeferStreamDirectiveLabel",
    "DeferStreamDirectiveOnRootField",
    "DeferStreamDirectiveOnValidOperationsRule",
    "KnownOperationTypesRule",
    "MaxIntrospectionDepthRule",
    "StreamDirectiveOnListField",
}
"""Rules about what the schema does not have, or that another limit comes before."""


@pytest.mark.parametrize("rule", [*specified_rules, OneOfInputValidationRule])
def test_what_each_rule_of_validation_says_is_known(rule: Any) -> None:
    said = [error.message for text in WRONG for error in validate(SCHEMA, parse(text), [rule])]
    assert said or rule.__name__ in NOT_HERE
    assert [message for message in said if translated(message) is None] == []


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_the_parser_says_is_known(text: str) -> None:
    with pytest.raises(GraphQLSyntaxError) as raised:
        parse(text)
    assert translated(raised.value.message) is not None, raised.value.message


@pytest.mark.parametrize(("declared", "values"), VALUES)
def test_what_is_said_of_variables_is_known(declared: str, values: dict[str, Any]) -> None:
    operation: Any = parse(f"query({declared}) {{ viewer {{ name }} }}").definitions[0]
    found: Any = get_variable_values(SCHEMA, operation.variable_definitions, values)
    assert isinstance(found, list)
    for error in found:
        said = translated(error.message)
        assert said is not None, error.message
        assert "cannot" not in said
        assert "Expected" not in said


MODULES: Final = [
    *dict.fromkeys(sys.modules[rule.__module__] for rule in specified_rules),
    *(
        importlib.import_module(f"graphql.{name}")
        for name in (
            "execution.execute",
            "execution.executor",
            "execution.get_variable_signature",
            "execution.values",
            "language.lexer",
            "language.parser",
            "type.scalars",
            "utilities.coerce_input_value",
            "utilities.validate_input_value",
        )
    ),
]
"""All of graphql-core that speaks of what callers send; not of schemas and those who write servers."""
OF_PROGRAMMERS: Final = re.compile(
    r"Middleware must|Passing execution arguments|Unexpected error in directive|Invalid argument|X of required|X has invalid|Variable 'X' has invalid default valueX"
)


def _texts(node: ast.expr) -> list[str]:
    """Return what an expression of a sentence may be, with X for what is filled in."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr(values=parts):
            return [
                "".join(
                    str(part.value) if isinstance(part, ast.Constant) else "X" for part in parts
                )
            ]
        case ast.IfExp(body=one, orelse=other):
            return _texts(one) + _texts(other)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return ["".join(both) for both in itertools.product(_texts(left), _texts(right))]
    return ["X"]


def _sentences(module: ModuleType) -> Iterator[str]:
    is_syntax = module.__name__.startswith("graphql.language")
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        said: list[ast.expr] = []
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            said = [node.value] if name in {"msg", "message"} or name.isupper() else []
        elif isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name == "GraphQLError" or "report" in name:
                said = node.args[:1]
            elif name == "GraphQLSyntaxError":
                said = node.args[2:3]
        for text in itertools.chain.from_iterable(map(_texts, said)):
            if " " in text.strip("X "):
                told = text.replace("valueX: X", "value: X")
                yield f"Syntax Error: {told}" if is_syntax else told


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_every_sentence_in_the_source_of_graphql_core_is_known(module: ModuleType) -> None:
    said = {text for text in _sentences(module) if not OF_PROGRAMMERS.match(text)}
    assert {text for text in said if translated(text) is None} == set()


def test_some_hundred_sentences_are_in_its_source() -> None:
    assert len({text for module in MODULES for text in _sentences(module)}) > 90


@pytest.mark.parametrize(
    "older",
    [
        "Expected value of type 'X!', found null.",
        "Field 'X.name' of required type 'String!' was not provided.",
        "Cannot return null for non-nullable field Query.viewer.",
        "Variable '$a' got invalid value null; Expected non-nullable type 'X!' not to be null.",
    ],
)
def test_what_other_releases_and_servers_say_of_null_is_known(older: str) -> None:
    assert translated(older) is not None


ANYTHING: Final[list[Any]] = [
    None, 3, -1, 1.5, 10**12, True, "x", "", "甲", [], [None], {}, {"nope": 1}, "2026-13-40", "9" * 400, "a'b", "a\nb",
]  # fmt: skip
IN_ENGLISH: Final = re.compile(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}")


def test_no_value_of_any_input_is_refused_in_english_words() -> None:
    """Of all inputs of the schema, a variable of each kind: what remains beside graphql-core's own sentence is Chinese."""
    count = 0
    for name, kind in SCHEMA.type_map.items():
        if name.startswith("__") or not is_input_type(kind):
            continue
        for declared, value in itertools.product((name, f"{name}!", f"[{name}!]!"), ANYTHING):
            operation: Any = parse(f"query($a: {declared}) {{ viewer {{ name }} }}").definitions[0]
            with speaking(Language.CHINESE):
                found: Any = get_variable_values(
                    SCHEMA, operation.variable_definitions, {"a": value}
                )
                for error in found if isinstance(found, list) else []:
                    said = in_the_callers_language(error.message)
                    assert said != error.message
                    own = said.replace(f"（{error.message}）", "")
                    assert not IN_ENGLISH.search(own), (declared, value)
                    count += 1
    assert count > 2_000


def test_an_unknown_sentence_is_told_as_it_is_with_the_kind_of_trouble() -> None:
    with speaking(Language.CHINESE):
        assert in_the_callers_language("Something new.") == "请求与 schema 不符：Something new."
    with speaking(Language.ENGLISH):
        assert in_the_callers_language("Something new.") == "Something new."


def test_a_document_that_is_kept_speaks_the_language_of_whoever_sends_it() -> None:
    documents = Documents(Limits())
    text = '{ datasets(asOf: "x") { totalCount } }'

    def said(language: Language) -> str:
        with speaking(language):
            errors: list[GraphQLError] = documents.read(SCHEMA, text).errors
            return errors[0].message

    first = {language: said(language) for language in Language}
    assert len(set(first.values())) == len(Language)
    assert {language: said(language) for language in Language} == first


async def test_over_http_too(catalog: Catalog) -> None:
    for language, start in (
        ("zh-CN", "类型 Query 没有字段 nope。（Cannot"),
        ("en", "Cannot query"),
    ):
        error = await catalog.refusal("{ nope }", language=language)
        assert error["message"].startswith(start)
        assert error["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
