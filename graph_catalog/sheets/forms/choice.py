"""Which part of a document is meant, and the refusal of one that leaves it open."""

import dataclasses
from collections.abc import Sequence

from graph_catalog.errors import InputFileError
from graph_catalog.language import say, some
from graph_catalog.model.enums.forms import ScriptDialect


@dataclasses.dataclass(frozen=True)
class Choice:
    """What whoever brings a document says of it; nothing of it need be said."""

    sheet: str | None = None
    table: str | None = None
    operation: str | None = None
    dialect: ScriptDialect | None = None


class UnclearFormError(InputFileError):
    """A document has several forms, or not the one that was named.

    `option` is what has to be said, by its name in `Choice`; `options` are the answers to it.
    """

    def __init__(self, message: str, option: str, options: Sequence[str]) -> None:
        super().__init__(message)
        self.option = option
        self.options = tuple(options)


_SHOWN = 20


def several(source: str, what: str, option: str, options: Sequence[str]) -> UnclearFormError:
    """Refuse a document in which several parts could be meant."""
    return UnclearFormError(
        say(
            zh=f"文件 {source} 中有 {len(options)} 个{what}：{_listed(options)}。"
            f"请用 {option} 指明其一（命令行 --{option}）。",
            en=f"{source} has {len(options)} that could be meant: {_listed(options)}. "
            f"Name one by {option} (--{option} on the command line).",
        ),
        option,
        options,
    )


def absent(source: str, wanted: str, option: str, options: Sequence[str]) -> UnclearFormError:
    """Refuse a document that lacks the part that was named."""
    return UnclearFormError(
        say(
            zh=f"文件 {source} 中没有 {option} 所说的“{wanted}”。现有：{_listed(options)}。",
            en=f"{source} has no {wanted}, which {option} names; it has {_listed(options)}.",
        ),
        option,
        options,
    )


def _listed(options: Sequence[str]) -> str:
    if not options:
        return say(zh="无", en="none")
    return some(options, "个", most=_SHOWN)
