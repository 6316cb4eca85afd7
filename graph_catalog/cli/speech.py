"""In which language the command speaks: `--language`, else the locale, else Chinese."""

from collections.abc import Mapping, Sequence

from graph_catalog.language import Language

OPTION = "--language"
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")


def chosen(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """Choose before anything is parsed: the parser's own help is in that language too."""
    tag = _option(arguments) or next((environment[n] for n in _LOCALE if environment.get(n)), "")
    return Language.ENGLISH if tag.lower().startswith("en") else Language.CHINESE


def _option(arguments: Sequence[str]) -> str:
    for place, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == OPTION:
            return value or "".join(arguments[place + 1 : place + 2])
    return ""
