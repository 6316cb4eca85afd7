from collections import Counter
from enum import Enum

import pytest

from graph_catalog.model.enums.entries import (
    EntryStatus,
    Listing,
    Openness,
    ProvisionMethod,
    SharingClass,
    StorageFormat,
    UpdateCycle,
)
from graph_catalog.model.enums.fields import Acquisition, Sensitivity
from graph_catalog.sheets import labels
from graph_catalog.sheets.labels import Column

KINDS: list[type[Enum]] = [
    SharingClass,
    Openness,
    ProvisionMethod,
    UpdateCycle,
    StorageFormat,
    Acquisition,
    Sensitivity,
    Listing,
    EntryStatus,
]


@pytest.mark.parametrize("kind", KINDS)
def test_every_value_is_read_back_from_its_own_label(kind: type[Enum]) -> None:
    assert [labels.value(kind, labels.label(member)) for member in kind] == list(kind)


def test_no_label_means_two_values_of_a_kind() -> None:
    meant = Counter(
        (type(member), labels.plain(word))
        for member, words in labels.VALUE_LABELS.items()
        for word in words
    )
    assert [label for label, count in meant.items() if count > 1] == []


def test_no_label_means_two_columns() -> None:
    meant = Counter(
        labels.plain(word)
        for column in Column
        for word in (column.value, *labels.OTHER_COLUMN_LABELS.get(column, ()))
    )
    assert [label for label, count in meant.items() if count > 1] == []


@pytest.mark.parametrize(
    "text", ["共享 属性", "共享属性*", "共享属性(必填)", "共享属性:", " 共享属性"]
)
def test_marks_and_remarks_at_a_label_do_not_matter(text: str) -> None:
    assert labels.column(text) is Column.SHARING_CLASS
