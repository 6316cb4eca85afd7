from graph_catalog.collection.verdict.faults import Fault
from graph_catalog.collection.verdict.verdict_table import REMAINING, TABLE, TO_BE_HAD, as_markdown
from graph_catalog.language import Language, speaking
from graph_catalog.model.answers import FieldVerdictKind
from graph_catalog.model.regulation import ARTICLES


def test_the_rows_are_numbered_in_their_order_and_each_verdict_has_one() -> None:
    assert [row.number for row in TABLE] == list(range(1, 14))
    verdicts = [row.verdict for row in TABLE if row.verdict is not None]
    assert sorted(verdicts, key=lambda kind: kind.value) == sorted(
        FieldVerdictKind, key=lambda kind: kind.value
    )


def test_rows_6_to_9_are_to_be_had_and_3_to_5_and_9_to_13_remain() -> None:
    numbers = {row.verdict: row.number for row in TABLE}
    assert sorted(numbers[kind] for kind in TO_BE_HAD) == [6, 7, 8, 9]
    assert sorted(numbers[kind] for kind in REMAINING) == [3, 4, 5, 9, 10, 11, 12, 13]


def test_every_article_that_is_cited_can_be_quoted() -> None:
    cited = {article for row in TABLE for article in row.articles}
    cited |= {fault.article for fault in Fault}
    assert cited <= ARTICLES.keys()


def test_the_docs_show_every_row_in_both_languages() -> None:
    chinese = as_markdown()
    with speaking(Language.ENGLISH):
        english = as_markdown()
    for row in TABLE:
        assert row.when_zh in chinese
        assert row.when_en in english
    assert len(chinese.splitlines()) == len(TABLE) + 2
