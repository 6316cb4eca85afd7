"""What lies in a data directory is its owner's alone, whatever rights it had before."""

import os
import stat
from pathlib import Path

import pytest

from graph_catalog.local_store import LocalStore, private


def wider(folder: Path) -> set[str]:
    """Names of what group or others have any right to."""
    return {
        str(path.relative_to(folder))
        for path in (folder, *folder.rglob("*"))
        if path.lstat().st_mode & 0o077 and not path.is_symlink()
    }


def test_a_directory_that_was_there_before_is_closed_with_all_that_a_store_writes_in_it(
    tmp_path: Path,
) -> None:
    data = tmp_path / "data"
    data.mkdir(mode=0o755)
    before = os.umask(0o022)
    try:
        with LocalStore(data):
            assert wider(data) == set()
    finally:
        os.umask(before)


@pytest.mark.parametrize("mode", [0o755, 0o777, 0o750, 0o707])
def test_what_an_earlier_release_left_open_is_closed(tmp_path: Path, mode: int) -> None:
    (tmp_path / "neo4j" / "data").mkdir(parents=True)
    for path in (tmp_path / "graph-catalog.json", tmp_path / "neo4j" / "data" / "neostore"):
        path.write_text("")
        path.chmod(mode)
    outside = tmp_path.parent / "outside"
    outside.write_text("")
    outside.chmod(0o644)
    (tmp_path / "neo4j" / "link").symlink_to(outside)
    for folder in (tmp_path, tmp_path / "neo4j", tmp_path / "neo4j" / "data"):
        folder.chmod(mode)
    private.keep_private(tmp_path)
    assert wider(tmp_path) == set()
    assert stat.S_IMODE(outside.stat().st_mode) == 0o644


def test_rights_that_cannot_be_set_are_told_of(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path.chmod(0o755)

    def forbidden(_: Path, __: int) -> None:
        raise PermissionError(1, "not the owner")

    monkeypatch.setattr(Path, "chmod", forbidden)
    private.keep_private(tmp_path)
    assert str(tmp_path) in caplog.text
