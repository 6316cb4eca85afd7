from typing import Any

from graph_catalog.entries.field_matching import FieldOnRecord, match


def on_record(
    key: str, name: str, column: str | None = None, *, is_had: bool = True
) -> FieldOnRecord:
    described: dict[str, Any] = {"key": key, "name": name}
    if column is not None:
        described["column_name"] = column
    return FieldOnRecord(described, is_had=is_had)


def meant(*wanted: tuple[str, str | None], among: list[FieldOnRecord]) -> list[str | None]:
    attributes = [(None, {"name": name, "column_name": column}) for name, column in wanted]
    return [found["key"] if found else None for found in match(attributes, among)]


def test_a_field_is_meant_by_its_name_and_column() -> None:
    known = [on_record("a", "姓名", "XM"), on_record("b", "姓名", "FQXM")]
    assert meant(("姓名", "FQXM"), ("姓名", "XM"), among=known) == ["b", "a"]


def test_a_column_that_was_given_left_out_or_renamed_does_not_make_another_field() -> None:
    assert meant(("姓名", "XM"), among=[on_record("a", "姓名")]) == ["a"]
    assert meant(("姓名", None), among=[on_record("a", "姓名", "XM")]) == ["a"]
    assert meant(("姓名", "NAME"), among=[on_record("a", "姓名", "XM")]) == ["a"]


def test_a_name_alone_is_not_enough_where_several_have_it() -> None:
    known = [on_record("a", "姓名", "XM"), on_record("b", "姓名", "FQXM")]
    assert meant(("姓名", "MQXM"), among=known) == [None]
    assert meant(("姓名", "A"), ("姓名", "B"), among=[on_record("a", "姓名")]) == [None, None]


def test_what_the_dataset_has_comes_before_what_it_had() -> None:
    known = [on_record("gone", "姓名", is_had=False), on_record("here", "姓名")]
    assert meant(("姓名", None), among=known) == ["here"]


def test_a_field_that_is_off_record_is_found_again() -> None:
    assert meant(("姓名", None), among=[on_record("gone", "姓名", is_had=False)]) == ["gone"]


def test_a_key_goes_before_any_name() -> None:
    known = [on_record("a", "姓名"), on_record("b", "住址")]
    found = match([("b", {"name": "姓名"}), (None, {"name": "姓名"})], known)
    assert [field["key"] if field else None for field in found] == ["b", "a"]
