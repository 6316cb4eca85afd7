# noqa: INP001  # the docs are no package
"""The parts of the docs that the code knows better: settings, commands, verdicts, rights.

    python -m docs.generate            writes them into their pages
    python -m docs.generate --check    says which pages are out of date, and writes nothing

A page holds such a part between `<!-- made by docs/generate.py: NAME -->` and `<!-- end -->`; what
stands around it is written by hand. `tests/contract/test_docs.py` checks that nothing is out of date.
"""

import argparse
import csv
import dataclasses
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from graph_catalog.cli.program import parser
from graph_catalog.collection.verdict import offer, verdict_table
from graph_catalog.identity.rights import RIGHTS, SEES_ALL, Side
from graph_catalog.language import Language, speaking
from graph_catalog.matching.reading import calibration
from graph_catalog.model.enums.roles import Role
from graph_catalog.settings import SETTINGS_REFERENCE, Settings, variable

FOLDER: Final = Path(__file__).parent
_PART: Final = re.compile(
    r"(<!-- made by docs/generate\.py: (?P<name>[a-z ]+) -->\n).*?(<!-- end -->)", re.DOTALL
)
_BY_THE_MACHINE: Final = {
    "data": "`graph-catalog` in the user's data folder (`~/.local/share` on Linux)",
    "cache": "`graph-catalog` in the user's cache folder (`~/.cache` on Linux)",
}
"""Defaults that are not the same everywhere."""


def settings() -> str:
    """Return a section for each setting."""
    defaults = {field.name: field.default for field in dataclasses.fields(Settings)}
    sections = []
    for name, setting in SETTINGS_REFERENCE.items():
        default = _BY_THE_MACHINE.get(name) or (
            "none" if defaults[name] in {None, ()} else f"`{defaults[name]}`"
        )
        unit = f" Unit: {setting.unit}." if setting.unit else ""
        sections.append(
            f"### {variable(name)}\n\n{setting.en} {setting.zh}\n\n"
            f"It must be {setting.kind.en}.{unit} Default: {default}.\n"
        )
    return "\n".join(sections)


def commands() -> str:
    """Return a section for each command, and first the options that all of them have."""
    with speaking(Language.ENGLISH):
        by_name = dict(_leaves(parser()))
    shared = set.intersection(
        *({_call(one) for one in _options(leaf)} for leaf in by_name.values())
    )
    some = next(iter(by_name.values()))
    common = [one for one in _options(some) if _call(one) in shared]
    sections = ["Every command takes:\n\n" + "\n".join(map(_line, common)) + "\n"]
    for name, leaf in by_name.items():
        own = [one for one in (*_positionals(leaf), *_options(leaf)) if _call(one) not in shared]
        usage = " ".join([name, *map(_usage, own)])
        parts = [f"### {name}", f"{leaf.description}", f"```\n{usage}\n```"]
        if own:
            parts.append("\n".join(map(_line, own)))
        if leaf.epilog:
            parts.append("\n".join(f"{line}  " for line in leaf.epilog.splitlines()).rstrip())
        sections.append("\n\n".join(parts) + "\n")
    return "\n".join(sections)


def verdicts(language: Language) -> str:
    """Return the decision table."""
    with speaking(language):
        return verdict_table.as_markdown()


def confidence(language: Language) -> str:
    """Return how scores become confidence."""
    with speaking(language):
        return calibration.as_markdown()


def cases(language: Language) -> str:
    """Return every row of the decision table as a sentence, with its case in the sample district.

    `tests/district/test_rows.py` asks about each case, and compares the answer.
    """
    is_chinese = language is Language.CHINESE
    with (FOLDER.parent / "examples" / "district" / "rows.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, strict=True))
    sentence, why = ("一句话", "理由") if is_chinese else ("in one sentence", "why")
    heads = (
        ("#", "结论", "一句话", "答复原文")
        if is_chinese
        else ("#", "verdict", sentence, "as answered")
    )
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    lines += [
        f"| {row['判定行']} | `{row['判定']}` | {row[sentence]} | {row[why]} |" for row in rows
    ]
    return "\n".join(lines) + "\n"


def precedence(language: Language) -> str:
    """Return which of several offers a verdict names."""
    with speaking(language):
        return offer.precedence_as_markdown()


def rights() -> str:
    """Return which roles may do what, and whose things they may do it to."""
    sides = list(Side)
    lines = [
        "| operation | " + " | ".join(side.value for side in sides) + " |",
        "|---" * (len(sides) + 1) + "|",
    ]
    for operation, allowed in RIGHTS.items():
        cells = (
            ", ".join(f"`{role.value}`" for role, may in allowed.items() if side in may) or "–"
            for side in sides
        )
        lines.append(f"| {operation.value} | " + " | ".join(cells) + " |")
    seeing = ", ".join(f"`{role.value}`" for role in Role if role in SEES_ALL)
    return (
        "\n".join([*lines, "", f"See everything, history and hidden things included: {seeing}."])
        + "\n"
    )


PARTS: Final[Mapping[str, Callable[[], str]]] = {
    "settings": settings,
    "commands": commands,
    "verdicts zh": lambda: verdicts(Language.CHINESE),
    "verdicts en": lambda: verdicts(Language.ENGLISH),
    "confidence zh": lambda: confidence(Language.CHINESE),
    "confidence en": lambda: confidence(Language.ENGLISH),
    "cases zh": lambda: cases(Language.CHINESE),
    "cases en": lambda: cases(Language.ENGLISH),
    "precedence zh": lambda: precedence(Language.CHINESE),
    "precedence en": lambda: precedence(Language.ENGLISH),
    "rights": rights,
}
"""What can be generated, by the name that a page gives it."""


def renewed(page: str) -> str:
    """Return a page with its generated parts as the code has them now."""
    return _PART.sub(lambda found: f"{found[1]}\n{PARTS[found['name']]()}\n{found[3]}", page)


def outdated() -> dict[Path, str]:
    """Return the pages that are not as the code would have them, with what they should be."""
    pages = {path: path.read_text("utf-8") for path in sorted(FOLDER.glob("*.md"))}
    return {path: new for path, old in pages.items() if (new := renewed(old)) != old}


def _leaves(
    command: argparse.ArgumentParser,
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Yield each command that does something, by the words that call it."""
    groups = [one for one in _actions(command) if isinstance(one, argparse._SubParsersAction)]  # noqa: SLF001  # argparse has no public way to its commands
    if not groups:
        yield command.prog, command
    for group in groups:
        for below in group.choices.values():
            yield from _leaves(below)


def _actions(command: argparse.ArgumentParser) -> list[argparse.Action]:
    return command._actions  # noqa: SLF001  # nor to its arguments


def _options(command: argparse.ArgumentParser) -> list[argparse.Action]:
    return [one for one in _actions(command) if one.option_strings]


def _positionals(command: argparse.ArgumentParser) -> list[argparse.Action]:
    return [one for one in _actions(command) if not one.option_strings]


def _call(action: argparse.Action) -> str:
    """Return how an argument is written in a call, e.g. `--unit ID`."""
    takes_value = action.nargs != 0
    value = str(action.metavar or action.dest.upper()) if takes_value else ""
    return " ".join(filter(None, [", ".join(action.option_strings), value]))


def _usage(action: argparse.Action) -> str:
    return _call(action) if action.required else f"[{_call(action)}]"


def _line(action: argparse.Action) -> str:
    required = " (required)" if action.required and action.option_strings else ""
    return f"- `{_call(action)}`{required}: {action.help}"


def main(arguments: list[str]) -> int:
    """Write the generated parts, or check them; return the exit code."""
    is_check = "--check" in arguments
    pages = outdated()
    for path, page in pages.items():
        sys.stdout.write(f"{path.name} {'is out of date' if is_check else 'written'}\n")
        if not is_check:
            path.write_text(page, "utf-8")
    return int(is_check and bool(pages))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
