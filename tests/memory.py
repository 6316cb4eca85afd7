"""How much memory something has taken and not given back, by Python's own count."""

import gc
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def memory_taken() -> Iterator[Callable[[], int]]:
    """Yield what tells, after the block, how many bytes were taken in it that are still held."""
    gc.collect()
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    held = 0
    try:
        yield lambda: held
        gc.collect()
        held = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
