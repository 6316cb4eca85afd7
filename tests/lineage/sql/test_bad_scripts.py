"""Scripts that are broken, huge, or no SQL: each is answered, and spoils no more than its own statement."""

import pytest

from tests.lineage.sql.scripts import edges, read

GOOD = "INSERT INTO t (x, y) SELECT a, b FROM k"


@pytest.mark.parametrize(
    "broken",
    [
        "INSERT INTO t (x) SELECT a b c FROM k",
        "INSERT INTO t (x) SELECT 'never closed FROM k",
        "INSERT INTO t (x) SELECT a\uff0cb FROM k",
        "INSERT INTO t (x) SELECT {{ column }} FROM k",
        "INSRT INTO t (x) SELECT a FROM k",
        "INSERT INTO t (x) SELECT " + "(" * 2_000 + "a" + ")" * 2_000 + " FROM k",
        " ".join(["INSERT INTO t (x) SELECT a", *["+ a"] * 5_000, "FROM k"]),
        "INSERT INTO t (x) SELECT /* " + "x" * 1_000_000 + " */ a FROM k",
    ],
    ids=["syntax", "quote", "full-width", "template", "verb", "deep", "long sum", "1 MB"],
)
def test_one_broken_statement_of_eighty_leaves_the_others(broken: str) -> None:
    statements = [GOOD] * 39 + [broken] + [GOOD] * 40
    answer = read(";\n".join(statements))
    assert len(answer.observations) == 79
    assert [loss.place for loss in answer.losses] == ["日结.sql:40"]


def test_a_dump_of_rows_is_one_loss_with_its_count() -> None:
    row = "INSERT INTO t VALUES (1, 'a; it''s');\n"
    answer = read(row * 20_000 + GOOD)
    assert len(answer.observations) == 1
    (loss,) = answer.losses
    assert "20000" in loss.why


def test_rows_of_copy_are_no_statements() -> None:
    rows = "1\tit's; insert into t select 1\n" * 1_000
    answer = read(f"COPY t (x, y) FROM stdin;\n{rows}\\.\n{GOOD};\n")
    assert {edge.line for edge in edges(answer)} == {1_003}
    assert len(answer.losses) == 1


@pytest.mark.parametrize("text", ["", " \n\t", "-- 只有注释\n/* 没有语句 */", ";;;\n;"])
def test_nothing_to_read_is_no_loss(text: str) -> None:
    answer = read(text)
    assert (list(answer.observations), list(answer.losses)) == ([], [])


@pytest.mark.parametrize(
    "text", ["a\0b", "Dear all, please find the report attached.", "'" * 1_001]
)
def test_what_is_no_sql_is_one_loss(text: str) -> None:
    answer = read(text)
    assert len(answer.losses) == 1
    assert not answer.observations


def test_losses_without_end_are_counted() -> None:
    answer = read("nonsense here;\n" * 3_000)
    assert len(answer.losses) == 1_001
    assert "2000" in answer.losses[-1].why


def test_names_of_columns_made_of_each_other_do_not_grow_without_bound() -> None:
    chain = [f", c{i} + c{i} AS c{i + 1}" for i in range(60)]
    answer = read(" ".join(["CREATE TABLE z AS SELECT a AS c0", *chain, "FROM k"]), "spark")
    (last,) = [edge for edge in edges(answer) if edge.target == "c60"]
    assert (last.source.name, last.column) == ("k", "a")


def test_a_byte_order_mark_and_other_line_ends_change_nothing() -> None:
    answer = read("\ufeffINSERT INTO t (x)\r\nSELECT a\r\nFROM k;")
    assert [edge.line for edge in edges(answer)] == [2]


def test_three_hundred_queries_one_behind_the_other_are_followed() -> None:
    views = [f"CREATE TEMP VIEW c{i} AS TABLE c{i - 1}" for i in range(1, 300)]
    nested = "SELECT a FROM (" * 50 + "SELECT a FROM k" + ") q" * 50
    answer = read(
        ";".join(["CREATE TEMP VIEW c0 AS " + nested, *views, "INSERT INTO t TABLE c299"])
    )
    (edge,) = edges(answer)
    assert (edge.source.name, edge.column) == ("k", "a")
