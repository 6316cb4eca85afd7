"""The memory of a running process over time, and whether it is flat."""

import asyncio
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_BETWEEN: Final = 1.0
_SHOWN_EVERY: Final = 30.0


class Memory:
    """Looks at the memory of a process again and again."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._began = 0.0
        self._seen: list[tuple[float, float]] = []
        """Seconds since the beginning, and MiB then."""

    async def watch(self, until: float) -> None:
        """Look every second until then."""
        self._began = time.monotonic()
        self._look()
        while time.monotonic() < until:
            await asyncio.sleep(min(_BETWEEN, max(until - time.monotonic(), 0.0)))
            self._look()

    def told(self) -> str:
        """Return a line: MiB every thirty seconds, and how fast they grew in the last half of the time."""
        half = self._seen[-1][0] / 2
        times, sizes = zip(*(each for each in self._seen if each[0] >= half), strict=True)
        slope, _ = statistics.linear_regression(times, sizes)
        seen = ", ".join(f"{size:.0f} at {seconds:.0f} s" for seconds, size in self._shown())
        return (
            f"memory, MiB: {seen}; highest {max(size for _, size in self._seen):.0f}; "
            f"in the last half {slope * 60:+.1f} MiB a minute"
        )

    def _shown(self) -> Iterator[tuple[float, float]]:
        due = 0.0
        for seconds, size in self._seen:
            if seconds >= due - _BETWEEN / 2:
                yield seconds, size
                due += _SHOWN_EVERY

    def _look(self) -> None:
        lines = Path(f"/proc/{self._pid}/status").read_text("utf-8").splitlines()
        resident = next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))
        self._seen.append((time.monotonic() - self._began, resident / 1024))
