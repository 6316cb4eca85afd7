"""A data directory is its owner's alone: what is in it is the whole catalog, hidden things and password included."""

import logging
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_log = logging.getLogger(__name__)
UMASK: Final = 0o077
"""For every process that writes there."""


def keep_private(directory: Path) -> None:
    """Take all rights of group and others from a directory and what is below; say so in the log where that cannot be.

    A directory that was there before the store, or a disk of its own, may have had wider ones.
    """
    open_still = [path for path in _below(directory) if not _close(path)]
    if open_still:
        _log.error(
            "others may read the data in %s: its rights cannot be set to 0700 and 0600 (%s, of %d); "
            "let its owner run the store, or set them by chmod -R go-rwx",
            directory,
            open_still[0],
            len(open_still),
        )


def _below(directory: Path) -> Iterator[Path]:
    yield directory
    for folder, folders, files in os.walk(directory):  # no link is followed
        yield from (Path(folder, name) for name in (*folders, *files))


def _close(path: Path) -> bool:
    """Whether a path is its owner's alone now, or is not there any more."""
    try:
        mode = path.lstat().st_mode
        if mode & UMASK and not stat.S_ISLNK(mode):
            path.chmod(stat.S_IMODE(mode) & ~UMASK)
    except FileNotFoundError:
        return True
    except OSError:
        return path.name == "lost+found"  # the file system's own
    return True
