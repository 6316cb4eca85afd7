"""Locks between processes: leases by `flock`, which the kernel drops at any death, and Java's.

`flock` belongs to the open file, so a lease is an open file; Python opens files close-on-exec, so
no child inherits it (a fork does, see `store`). POSIX record locks, which Java's `FileLock` is,
belong to a process, and anybody may ask who holds one. Linux only.
"""

import struct
import sys
import time
from pathlib import Path
from typing import IO

if sys.platform == "linux":  # elsewhere `store` says so in a sentence, before any of this is used
    import fcntl

_POLL_SECONDS = 0.02
_FLOCK = "hhqqi4x"  # struct flock on 64-bit Linux: l_type, l_whence, l_start, l_len, l_pid


def shared(path: Path, *, limit: float) -> IO[bytes]:
    """Return an open file that holds a shared lock on `path`.

    Raises:
        TimeoutError: after `limit` seconds, when somebody held an exclusive lock all the time.
    """
    return _lock(path, fcntl.LOCK_SH, limit)


def exclusive(path: Path, *, limit: float) -> IO[bytes]:
    """Return an open file that holds the one lock on `path`; raises as `shared` does."""
    return _lock(path, fcntl.LOCK_EX, limit)


def is_free(opened: IO[bytes]) -> bool:
    """Whether nobody else has a lock on this file; if so, `opened` holds the one lock from now."""
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def java_holder(path: Path) -> int | None:
    """Return the id of the process that holds a record lock on `path`, or None.

    It must not be called in the holder's own process: closing the file would drop its lock.
    """
    asked = struct.pack(_FLOCK, fcntl.F_WRLCK, 0, 0, 0, 0)
    try:
        with path.open("r+b") as opened:
            answer = fcntl.fcntl(opened, fcntl.F_GETLK, asked)
    except FileNotFoundError:
        return None
    kind, *_, pid = struct.unpack(_FLOCK, answer)
    return None if kind == fcntl.F_UNLCK else int(pid)


def _lock(path: Path, kind: int, limit: float) -> IO[bytes]:
    # A blocking flock cannot be given up, so this asks again and again.
    end = time.monotonic() + limit
    opened = path.open("ab")
    while True:
        try:
            fcntl.flock(opened, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                opened.close()
                raise TimeoutError(path) from None
            time.sleep(_POLL_SECONDS)
        else:
            return opened
