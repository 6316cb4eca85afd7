"""What a script becomes: jobs that keep their names, columns as the catalog writes them, expressions, lines."""

from graph_catalog.lineage.intake.sql import script
from graph_catalog.lineage.pure.observations import DatasetName
from graph_catalog.model.enums.lineage import LineageKind, LineageSource
from graph_catalog.model.refusals import InvalidInput
from tests.lineage.sql.scripts import AT, edges, read


def test_a_statement_is_a_job_named_after_file_and_target() -> None:
    answer = read("\n\nINSERT INTO t (x) SELECT a FROM k;")
    (observation,) = answer.observations
    assert observation.source is LineageSource.SQL
    assert observation.at == AT
    assert observation.job is not None
    assert observation.job.name == "日结.sql:t"
    assert observation.job.kind == "SQL"
    assert observation.job.script == "日结.sql"
    assert observation.job.sql == "INSERT INTO t (x) SELECT a FROM k"
    assert [each.name for each in observation.inputs] == [DatasetName("ns", "k")]


def test_a_job_keeps_its_name_when_lines_are_put_before_it() -> None:
    statement = "INSERT INTO t (x) SELECT a FROM k;"
    first, moved = read(statement), read(f"-- 说明\n\nSELECT 1;\n{statement}")
    assert [s.job and s.job.name for s in first.observations] == [
        s.job and s.job.name for s in moved.observations
    ]
    assert [edge.line for edge in edges(moved)] == [4]


def test_two_statements_for_one_target_are_two_jobs() -> None:
    answer = read("INSERT INTO t (x) SELECT a FROM k; INSERT INTO t (y) SELECT b FROM k;")
    assert [s.job and s.job.name for s in answer.observations] == ["日结.sql:t", "日结.sql:t (2)"]


def test_names_are_compared_without_case_and_given_as_the_catalog_has_them() -> None:
    answer = read("INSERT INTO T (X) SELECT A FROM K", tables={"t": ["x"], "k": ["Aa", "a"]})
    (edge,) = edges(answer)
    assert (edge.target, edge.source.name, edge.column) == ("x", "K", "a")


def test_an_expression_is_kept_as_it_was_written_through_a_subquery() -> None:
    answer = read("INSERT INTO t (x) SELECT q.n / 100 FROM (SELECT SUM(b) AS n FROM k) q")
    (edge,) = edges(answer)
    assert edge.kind is LineageKind.AGGREGATION
    assert edge.transform == "q.n / 100 <- SUM(b)"


def test_a_plain_copy_has_no_expression_and_no_mark() -> None:
    (edge,) = edges(read("INSERT INTO t (x) SELECT a FROM k"))
    assert (edge.kind, edge.transform, edge.masking) == (LineageKind.IDENTITY, None, None)


def test_masking_is_marked() -> None:
    (edge,) = edges(read("INSERT INTO t (x) SELECT md5(a) FROM k"))
    assert (edge.kind, edge.masking, edge.transform) == (LineageKind.MASKING, True, "MD5(a)")


def test_a_long_expression_is_cut() -> None:
    terms = ["+ b"] * 900
    (edge,) = edges(read(" ".join(["INSERT INTO t (x) SELECT b", *terms, "FROM k"])))
    assert edge.transform is not None
    assert len(edge.transform) <= 500


def test_the_line_is_that_of_the_column_in_the_outermost_query() -> None:
    answer = read("CREATE VIEW v AS\nWITH q AS (\n  SELECT a, b FROM k)\nSELECT\n  a,\n  b\nFROM q")
    assert {edge.target: edge.line for edge in edges(answer)} == {"a": 5, "b": 6}


def test_constants_alone_come_from_nothing_and_that_is_known() -> None:
    (observation,) = read("INSERT INTO t SELECT 1, 'a'").observations
    assert observation.outputs[0].edges == ()


def test_what_cannot_be_resolved_stands_between_whole_datasets() -> None:
    answer = read("INSERT INTO t SELECT u.*, k.a FROM u JOIN k ON k.a = u.id")
    (observation,) = answer.observations
    assert observation.outputs[0].edges is None
    assert {each.name.name for each in observation.inputs} == {"u", "k"}
    (loss,) = answer.losses
    assert loss.place == "日结.sql:1"
    assert loss.what == "t"
    assert "u" in loss.why


def test_an_unknown_dialect_is_refused_with_the_ones_there_are() -> None:
    answer = script.read(
        "", file="f", dialect="db2", columns_of=lambda _: None, namespace="ns", at=AT
    )
    assert isinstance(answer, InvalidInput)
    assert answer.path == ["dialect"]
    for name in ("mysql", "postgres", "oracle", "dameng", "hive", "spark", "tsql"):
        assert name in answer.message


def test_the_same_script_gives_the_same_reading() -> None:
    text = "INSERT INTO t SELECT k.a, sum(u.z) FROM k, u WHERE k.b = u.b GROUP BY k.a ORDER BY 2"
    assert read(text) == read(text)


def test_a_query_that_reads_itself_is_no_table_that_is_read() -> None:
    text = """
        WITH r AS (SELECT a FROM k UNION ALL SELECT k.a FROM k JOIN r ON k.b = r.a)
        INSERT INTO t (x) SELECT a FROM r
    """
    for dialect in ("tsql", "oracle"):
        (observation,) = read(text, dialect).observations
        assert [each.name.name for each in observation.inputs] == ["k"]


def test_a_table_hidden_by_a_query_of_its_own_name_is_read() -> None:
    text = "WITH k AS (SELECT a FROM k) INSERT INTO t (x) SELECT a FROM k"
    (observation,) = read(text, "spark").observations
    assert [each.name.name for each in observation.inputs] == ["k"]
