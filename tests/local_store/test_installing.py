"""Jars count only with the locked hash; nothing half-made is left; what is right is left alone."""

import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from graph_catalog.embedding import files
from graph_catalog.errors import LocalStoreError
from graph_catalog.language import Language, speaking
from graph_catalog.local_store import Cache, fetch, install, install_model, jars

CONTENT = b"the very bytes"
LOCK = f"org.example:thing:1.0:all {len(CONTENT)} {hashlib.sha256(CONTENT).hexdigest()}"
NAME = "thing-1.0-all.jar"


class Repository(BaseHTTPRequestHandler):
    """A Maven repository on loopback that has one jar, and another's bytes under `/wrong`."""

    def do_GET(self) -> None:
        body = (
            CONTENT if self.path.startswith("/right/org/example/thing/1.0/") else b"Wrong bytes!!!"
        )
        self.send_response(404 if self.path.startswith("/gone") else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Be silent."""


@pytest.fixture
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Repository) as serving:
        thread = threading.Thread(target=serving.serve_forever, args=[0.01])
        thread.start()
        yield f"http://127.0.0.1:{serving.server_port}"
        serving.shutdown()
        thread.join()


def fill(folder: Path, local: Path, remote: str) -> list[fetch.JarSource]:
    repositories = fetch.Repositories(local, remote)
    placed = fetch.fill(folder, jars.parse(LOCK), repositories, lambda _done, _in_all: None)
    return [source for _, source in placed]


def test_a_jar_is_fetched_once_and_kept(tmp_path: Path, server: str) -> None:
    assert fill(tmp_path / "jars", tmp_path, f"{server}/right") == [fetch.JarSource.FETCHED]
    assert (tmp_path / "jars" / NAME).read_bytes() == CONTENT
    assert fill(tmp_path / "jars", tmp_path, f"{server}/gone") == [fetch.JarSource.KEPT]


def test_a_damaged_jar_is_fetched_anew(tmp_path: Path, server: str) -> None:
    (tmp_path / NAME).write_bytes(CONTENT.upper())
    assert fill(tmp_path, tmp_path, f"{server}/right") == [fetch.JarSource.FETCHED]


def test_the_local_maven_repository_comes_before_the_network(tmp_path: Path, server: str) -> None:
    local = tmp_path / "repository/org/example/thing/1.0" / NAME
    local.parent.mkdir(parents=True)
    local.write_bytes(CONTENT)
    placed = fill(tmp_path / "jars", tmp_path / "repository", f"{server}/gone")
    assert placed == [fetch.JarSource.COPIED]


@pytest.mark.parametrize(
    ("repository", "said"),
    [
        ("wrong", "has another SHA-256 than the locked one"),
        ("gone", "could not be fetched (HTTP 404)"),
    ],
)
def test_what_is_not_the_locked_jar_is_refused_and_not_left_behind(
    tmp_path: Path, server: str, repository: str, said: str
) -> None:
    with speaking(Language.ENGLISH), pytest.raises(LocalStoreError) as refused:
        fill(tmp_path / "jars", tmp_path, f"{server}/{repository}")
    assert said in str(refused.value)
    assert list((tmp_path / "jars").iterdir()) == []


def test_the_users_maven_mirror_is_respected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    settings = tmp_path / ".m2/settings.xml"
    settings.parent.mkdir()
    settings.write_text(
        '<settings xmlns="http://maven.apache.org/SETTINGS/1.0.0"><mirrors>'
        "<mirror><mirrorOf>snapshots</mirrorOf><url>http://first.example</url></mirror>"
        "<mirror><mirrorOf>central</mirrorOf><url>http://second.example/maven/</url></mirror>"
        "</mirrors></settings>"
    )
    assert fetch.Repositories.of_user(None) == fetch.Repositories(
        tmp_path / ".m2/repository", "http://second.example/maven"
    )
    assert fetch.Repositories.of_user("http://mine.example").remote == "http://mine.example"


def test_a_second_installation_does_nothing() -> None:
    install()
    folder = Cache.of_environment().root
    before = {file: file.stat().st_mtime_ns for file in folder.rglob("*")}
    report = install()
    assert (report.kept, report.copied, report.fetched, report.bytes) == (
        len(jars.locked()),
        0,
        0,
        0,
    )
    assert report.has_aot_cache
    assert {file: file.stat().st_mtime_ns for file in folder.rglob("*")} == before


def test_the_model_comes_with_the_installation_and_its_jar_does_not_stay() -> None:
    install()
    cache = Cache.of_environment()
    assert {file.name for file in cache.model.iterdir()} == {f.name for f in files.locked()}
    for file in files.locked():
        content = (cache.model / file.name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == file.sha256
    assert not list(cache.root.glob("model-*"))


def test_the_model_alone_is_installed_for_a_store_of_any_kind(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    install_model(cache=cache)
    assert files.are_in(cache.model)
    assert [entry.name for entry in tmp_path.iterdir()] == [cache.model.name]
