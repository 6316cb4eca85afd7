"""The room on the disk of a data directory, and the floor below which nothing is written.

Neo4j writes its log before anything else, in files that are allocated whole; a disk that is full to the last byte makes
it give up, readers and all. Stopped in time it goes on to answer.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graph_catalog.errors import DiskFullError
from graph_catalog.language import say

_MIB: Final = 1024 * 1024
ROOM_TO_START: Final = 64
"""MiB: two files of Neo4j's log. On less it begins to start, and gives up after two minutes."""


@dataclass(frozen=True, slots=True)
class Disk:
    """The disk of a directory; `floor` is the room, in MiB, that is left to what is not written for callers."""

    path: Path
    floor: int

    def free(self) -> int:
        """Return how many MiB are free.

        Raises:
            OSError: the directory is away.
        """
        return shutil.disk_usage(self.path).free // _MIB

    def shortage(self) -> DiskFullError | None:
        """Say why nothing may be written now; None where there is room.

        Callers are not told where the directory lies; the log and `doctor` say that.
        """
        try:
            free = self.free()
        except OSError:
            return None  # what is wrong shows at the store, whose trouble is told as such
        if free >= self.floor:
            return None
        return DiskFullError(
            say(
                zh=f"数据目录所在磁盘只剩 {free} MiB，低于下限 {self.floor} MiB（GRAPH_CATALOG_DISK_FLOOR）："
                "暂不写入，查询照常。请管理员在该磁盘上腾出空间，之后自动恢复写入，无须重启。",
                en=f"The disk of the data directory has {free} MiB left, less than the floor of {self.floor} MiB "
                "(GRAPH_CATALOG_DISK_FLOOR): nothing is written now, questions are answered. Have room made on that disk; "
                "writing goes on by itself then, without a restart.",
            )
        )
