"""Fetch jars into a folder; each counts only when its SHA-256 is right.

Sources, in order: the folder itself, the user's local Maven repository, then over HTTP the
repository that the user's Maven uses: the mirror of `central` in `settings.xml`, else Maven's
default, whose name `jgo` brings. Proxies and certificates are those of `requests`
(`HTTPS_PROXY`, `NO_PROXY`, `REQUESTS_CA_BUNDLE`).
"""

import os
import shutil
import threading
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

from graph_catalog.local_store import faults
from graph_catalog.local_store.jars import Jar

if TYPE_CHECKING:
    import requests

_THREADS = 12
_TRIES = 3
_TIMEOUT_SECONDS = 60
_SERVER_FAULTS = 500  # and above: may pass
_SETTLED = 1_700_000_000
"""The modification time of every jar: when one differs, as after a copy, the AOT cache is void."""


class JarSource(Enum):
    """Where a jar came from: it was there, the local Maven repository, or the network."""

    KEPT = auto()
    COPIED = auto()
    FETCHED = auto()


@dataclass(frozen=True, slots=True)
class Repositories:
    """The user's local Maven repository, and the address of the remote one."""

    local: Path
    remote: str

    @classmethod
    def of_user(cls, preferred: str | None) -> "Repositories":
        """Read the user's Maven settings; `preferred` is taken instead of the remote found there.

        Raises:
            LocalStoreError: the extra `[local]` is not installed, or the settings are broken.
        """
        file = Path("~/.m2/settings.xml").expanduser()
        try:
            settings = ET.parse(file).getroot() if file.is_file() else ET.Element("settings")  # noqa: S314 - the user's own
        except ET.ParseError as fault:
            raise faults.broken_file(file, str(fault)) from None
        local = settings.findtext("{*}localRepository") or "~/.m2/repository"
        remote = preferred or _mirror(settings) or _default()
        return cls(Path(local).expanduser(), remote.rstrip("/"))


def fill(
    folder: Path,
    jars: Sequence[Jar],
    repositories: Repositories,
    progress: Callable[[int, int], None],
) -> list[tuple[Jar, JarSource]]:
    """Put every jar into `folder`; `progress` is told the bytes in place and the bytes in all.

    Raises:
        LocalStoreError: a jar cannot be had, or what is to be had is not what was locked. Jars
            already in place are good and stay; of the others nothing is left.
    """
    import requests  # noqa: PLC0415 - of the extra [local]

    done, in_all, gate = 0, sum(jar.size for jar in jars), threading.Lock()
    folder.mkdir(parents=True, exist_ok=True)
    http = requests.Session()
    adapter = requests.adapters.HTTPAdapter(pool_maxsize=_THREADS)  # one connection a thread, kept
    http.mount("https://", adapter)
    http.mount("http://", adapter)

    def place(jar: Jar) -> tuple[Jar, JarSource]:
        nonlocal done
        source = _place(jar, folder, repositories, http)
        with gate:
            done += jar.size
            progress(done, in_all)
        return jar, source

    with http, ThreadPoolExecutor(_THREADS) as pool:
        # Each in a copy of this context, which knows the caller's language.
        placings = [pool.submit(copy_context().run, place, jar) for jar in jars]
        try:
            return [placed.result() for placed in placings]
        finally:
            pool.shutdown(cancel_futures=True)


def _place(
    jar: Jar, folder: Path, repositories: Repositories, http: "requests.Session"
) -> JarSource:
    target = folder / jar.name
    if jar.is_intact(target):
        _settle(target)
        return JarSource.KEPT
    part = folder / f"{jar.name}.{os.getpid()}.part"
    try:
        source = _obtain(jar, part, repositories, http)
        _settle(part)
        part.replace(target)
    except OSError as fault:
        raise faults.of_system(fault, target) from None
    finally:
        part.unlink(missing_ok=True)
    return source


def _obtain(
    jar: Jar, part: Path, repositories: Repositories, http: "requests.Session"
) -> JarSource:
    """Write the jar's very bytes to `part`."""
    local = repositories.local / jar.repository_path
    if jar.is_intact(local):
        shutil.copyfile(local, part)
        return JarSource.COPIED
    part.write_bytes(_download(jar, f"{repositories.remote}/{jar.repository_path}", http))
    if not jar.is_intact(part):
        raise faults.wrong_jar(jar.name, repositories.remote)
    return JarSource.FETCHED


def _download(jar: Jar, address: str, http: "requests.Session") -> bytes:
    import requests  # noqa: PLC0415 - of the extra [local]

    for attempt in range(1, _TRIES + 1):
        try:
            with http.get(address, timeout=_TIMEOUT_SECONDS) as response:
                response.raise_for_status()
                return response.content
        except requests.RequestException as fault:
            is_final = fault.response is not None and fault.response.status_code < _SERVER_FAULTS
            if is_final or attempt == _TRIES:
                raise faults.not_fetched(jar.name, _reason(fault)) from None
            time.sleep(attempt)
    raise AssertionError


def _reason(fault: "requests.RequestException") -> str:
    if fault.response is not None:
        return f"HTTP {fault.response.status_code}"
    return type(fault).__name__


def _settle(jar: Path) -> None:
    if jar.stat().st_mtime != _SETTLED:
        os.utime(jar, (_SETTLED, _SETTLED))


def _mirror(settings: ET.Element) -> str | None:
    for mirror in settings.iterfind("{*}mirrors/{*}mirror"):
        mirrored = {name.strip() for name in (mirror.findtext("{*}mirrorOf") or "").split(",")}
        if "!central" not in mirrored and mirrored & {"*", "central", "external:*"}:
            return (mirror.findtext("{*}url") or "").strip() or None
    return None


def _default() -> str:
    try:
        from jgo.constants import MAVEN_CENTRAL_URL  # noqa: PLC0415 - of the extra [local]
    except ImportError:
        missing = "jgo"
        raise faults.not_installed(missing) from None
    return str(MAVEN_CENTRAL_URL)
