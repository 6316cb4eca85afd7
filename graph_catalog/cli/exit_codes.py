"""What the command's exit code says; programs that call it may rely on these."""

from enum import IntEnum


class ExitCode(IntEnum):
    """One meaning for each code."""

    DONE = 0
    """It was done, or there was nothing to do."""
    ANSWERED = 1
    """It was answered, and the answer is not a plain yes: refused, findings, differences."""
    USAGE = 2
    """The command, a setting or a file that was handed in makes no sense; nothing was done."""
    STORE = 3
    """The store is not there, too slow, read-only, or not fit."""
    FAULT = 4
    """An error of the program itself."""
    INTERRUPTED = 130
    """Ctrl-C."""
