"""`--as-of`: the date about which a command asks."""

import argparse
import datetime as dt

from graph_catalog.errors import InputFileError
from graph_catalog.language import say
from graph_catalog.model import instant


def add_option(parser: argparse.ArgumentParser) -> None:
    """Add the option."""
    parser.add_argument(
        "--as-of",
        metavar="DATE",
        help=say(
            zh="哪一天的情况，如 2026-03-01（默认现在）", en="on which date, as 2026-03-01 (now)"
        ),
    )


def read(arguments: argparse.Namespace) -> dt.datetime | None:
    """Read it, None where it was not given; raises `InputFileError`."""
    given = arguments.as_of
    try:
        return None if given is None else instant.parse(given)
    except instant.InstantError:
        raise InputFileError(
            say(
                zh=f"--as-of 的“{given}”不是日期；应写作 2026-03-01 或带时区的时间。",
                en=f"--as-of {given} is no date; write 2026-03-01, or a time with its offset.",
            )
        ) from None
