"""`COLUMN=VALUE,…`: how pairs are written behind an option."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from graph_catalog.errors import InputFileError
from graph_catalog.language import say
from graph_catalog.sheets import cells

_BETWEEN: Final = re.compile(r"[,\uff0c](?=[^,\uff0c=\uff1d]+[=\uff1d])")


def read(option: str, texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of `业务名称=dataset_cn,…`; raises `InputFileError` for what is none."""
    for pair in (pair for text in texts for pair in _BETWEEN.split(text)):
        name, sign, value = pair.replace("\uff1d", "=", 1).partition("=")
        if not sign:
            raise InputFileError(
                say(
                    zh=f"{option} 中的“{cells.visible(pair)}”无法理解：应写作 列=值。",
                    en=f"{option}: “{cells.visible(pair)}” is not column=value.",
                )
            )
        yield name, value
