"""Install into the cache: Neo4j's jars, Java's AOT cache, and the embedding model beside them."""

import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from graph_catalog.embedding import files
from graph_catalog.local_store import aot, faults, fetch, jars, launch, locks
from graph_catalog.local_store.cache import Cache

_OTHER_INSTALLER_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class InstallReport:
    """What an installation did.

    How many jars were kept, copied from the local Maven repository, and fetched; how many bytes
    were fetched, the model's among them; and whether an AOT cache is there, without which a start
    takes twice as long.
    """

    kept: int
    copied: int
    fetched: int
    bytes: int
    has_aot_cache: bool


def install(
    progress: Callable[[int, int], None] | None = None,
    *,
    cache: Cache | None = None,
    repository: str | None = None,
) -> InstallReport:
    """Fill the cache with what is missing there or broken; what is right is left alone.

    `progress` is told the bytes in place and the bytes in all; `repository` is a Maven repository
    to prefer.

    Raises:
        LocalStoreError: something cannot be had or written. What was fetched before is kept, so
            that the next try goes on from there; nothing is left half-made.
    """
    if sys.platform != "linux":
        raise faults.wrong_platform(sys.platform)
    cache = cache or Cache.of_environment()
    launch.java()
    wanted = jars.locked()
    if (
        cache.aot.is_file()
        and files.are_in(cache.model)
        and all(jar.is_intact(cache.jars / jar.name) for jar in wanted)
    ):
        return InstallReport(len(wanted), 0, 0, 0, has_aot_cache=True)
    progress = progress or _say_nothing
    try:
        cache.root.mkdir(parents=True, exist_ok=True)
        with locks.exclusive(cache.lock, limit=_OTHER_INSTALLER_SECONDS):
            repositories = fetch.Repositories.of_user(repository)
            placed = fetch.fill(cache.jars, wanted, repositories, progress)
            model = _place_model(cache, repositories, progress)
            aot.train(cache)
    except TimeoutError:
        raise faults.busy(cache.root) from None
    except OSError as fault:
        raise faults.of_system(fault, cache.root) from None
    counts = Counter(source for _, source in placed)
    return InstallReport(
        kept=counts[fetch.JarSource.KEPT],
        copied=counts[fetch.JarSource.COPIED],
        fetched=counts[fetch.JarSource.FETCHED],
        bytes=sum(
            jar.size for jar, source in (*placed, *model) if source is fetch.JarSource.FETCHED
        ),
        has_aot_cache=cache.aot.is_file(),
    )


def install_model(*, cache: Cache | None = None, repository: str | None = None) -> None:
    """Put the embedding model alone into the cache; on every system, for a store of any kind.

    Raises:
        LocalStoreError: it cannot be had or written.
    """
    cache = cache or Cache.of_environment()
    try:
        _place_model(cache, fetch.Repositories.of_user(repository), _say_nothing)
    except OSError as fault:
        raise faults.of_system(fault, cache.root) from None


def _place_model(
    cache: Cache, repositories: fetch.Repositories, progress: Callable[[int, int], None]
) -> list[tuple[jars.Jar, fetch.JarSource]]:
    """Fetch the jar that holds the model, keep the model's files, and let the jar go."""
    if files.are_in(cache.model):
        return []
    cache.root.mkdir(parents=True, exist_ok=True)
    wanted = jars.parse(files.jar_line())
    with tempfile.TemporaryDirectory(dir=cache.root, prefix="model-") as scratch:
        placed = fetch.fill(Path(scratch), wanted, repositories, progress)
        for jar in wanted:
            try:
                files.take_out(Path(scratch, jar.name), cache.model)
            except files.DamagedModelError as damaged:
                raise faults.wrong_jar(str(damaged), jar.name) from None
    return placed


def _say_nothing(_done: int, _in_all: int) -> None:
    """Take the place of a progress bar."""
