"""The docs and the code say the same: what is generated, what is named, where links lead."""

import re
from pathlib import Path
from typing import Final, get_args

import pytest

from docs import generate
from graph_catalog.api.schema import build
from graph_catalog.cli.exit_codes import ExitCode
from graph_catalog.collection.verdict.verdict_table import TABLE
from graph_catalog.gql.limits import Limits
from graph_catalog.identity.rights import Operation
from graph_catalog.model.answers import FieldVerdictKind
from graph_catalog.model.enums.roles import Role
from graph_catalog.model.refusals import AnyRefusal

ROOT: Final = Path(__file__).parents[2]
PAGES: Final = sorted(
    [
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/**/*.md"),
        *ROOT.glob("examples/**/*.md"),
        *ROOT.glob("graph_catalog/**/*.md"),
    ]
)
_FENCE: Final = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
_LINK: Final = re.compile(r"\]\(([^)\s]+)\)")
_HEADING: Final = re.compile(r"^#+ (.+)$", re.MULTILINE)


def _prose(path: Path) -> str:
    return _FENCE.sub("", path.read_text("utf-8"))


def _docs(name: str) -> str:
    return (ROOT / "docs" / name).read_text("utf-8")


def _anchors(path: Path) -> set[str]:
    """Return the anchors that the headings of a page have on GitHub."""
    headings = (heading.strip().lower() for heading in _HEADING.findall(_prose(path)))
    return {re.sub(r"[^\w\- ]", "", heading).replace(" ", "-") for heading in headings}


def test_the_generated_parts_are_what_the_code_says() -> None:
    stale = [path.name for path in generate.outdated()]
    assert stale == [], "run .venv/bin/python -m docs.generate"


def test_every_part_that_can_be_generated_stands_in_a_page() -> None:
    pages = "".join(path.read_text("utf-8") for path in (ROOT / "docs").glob("*.md"))
    missing = [
        name for name in generate.PARTS if f"made by docs/generate.py: {name} -->" not in pages
    ]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    dead = []
    for link in _LINK.findall(_prose(page)):
        if "://" in link:
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        if not target.exists() or (anchor and anchor not in _anchors(target)):
            dead.append(link)
    assert dead == []


def test_every_question_has_a_place_in_the_docs_and_every_change_an_example() -> None:
    schema = build(Limits())._schema  # noqa: SLF001  # the schema that graphql-core knows
    page = _docs("api.md")
    assert schema.query_type is not None
    assert schema.mutation_type is not None
    unnamed = [
        name
        for name in schema.query_type.fields
        if not re.search(rf"`{name}`|\b{name} ?[({{]", page)
    ]
    undone = [name for name in schema.mutation_type.fields if f"{name}(" not in page]
    assert (unnamed, undone) == ([], [])


def test_every_refusal_is_explained() -> None:
    page = _docs("api.md")
    for kind in get_args(AnyRefusal):
        assert f"`{kind.__name__}`" in page
        assert f"`{kind(message='').code}`" in page


def test_every_role_and_right_is_explained() -> None:
    page = _docs("concepts.md")
    roles = [f"`{role.value}`" for role in Role]
    operations = [f"| {operation.value} |" for operation in Operation]
    assert [name for name in (*roles, *operations) if name not in page] == []


def test_every_verdict_and_row_is_in_the_table() -> None:
    page = _docs("verdict.md")
    assert [kind.value for kind in FieldVerdictKind if f"`{kind.value}`" not in page] == []
    # In the table and among the cases, in both languages.
    assert all(page.count(f"\n| {row.number} | ") == 4 for row in TABLE)


def test_every_exit_code_is_explained() -> None:
    page = _docs("cli.md")
    assert [code for code in ExitCode if f"| {code.value} | `{code.name}` |" not in page] == []


def test_the_limits_in_the_docs_are_those_of_the_program() -> None:
    limits = Limits()
    page = _docs("api.md")
    assert f"| {limits.fields} · {limits.directives} · {limits.root_fields} |" in page
    assert f"| {limits.operations} · {limits.fragments} · {limits.characters:,} |" in page
    for limit in (limits.depth, limits.aliases, limits.tokens):
        assert f"| {limit:,} | `GRAPH_CATALOG_MAX_" in page
