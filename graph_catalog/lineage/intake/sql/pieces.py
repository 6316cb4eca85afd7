"""A script cut into statements without being parsed, so that a bad one spoils no other.

Cut by text and not by sqlglot's tokenizer: that gives up a whole file for one quote, and takes
seconds for a dump of data that is not read anyway. Lines stay what they are in the file.
"""

import dataclasses
import re
from collections.abc import Iterator
from typing import Final

from graph_catalog.lineage.intake.sql.dialects import Flavour


@dataclasses.dataclass(frozen=True)
class Piece:
    """A statement as it stands in the script."""

    text: str
    line: int
    """Of its first word, from 1."""
    bare: str
    """The text with remarks and quoted words blanked out, character for character."""
    is_unclosed: bool = False
    """A quote or remark in it is not closed."""
    ends_a_batch: bool = False
    """What ends it also ends a routine: / or GO on a line of its own, or a DELIMITER."""


@dataclasses.dataclass(frozen=True)
class ScriptPieces:
    """The pieces of a script, and how many blocks of rows of data it had (COPY … FROM stdin)."""

    pieces: list[Piece]
    row_blocks: list[int]
    """The lines at which they begin."""


_VERBS: Final = r"(?:insert|create|with|select|update|merge|drop|delete|truncate|alter|use|set)"
_SWALLOWED: Final = re.compile(rf";[ \t]*\n\s*{_VERBS}\b", re.IGNORECASE)
"""A statement's end and another's beginning inside of quotes: the quote was not closed."""
_ROWS: Final = re.compile(
    r"^[ \t]*copy\b[^;]*?\bfrom\s+stdin\b[^;]*;[ \t]*\n(?P<rows>.*?)(?:^\\\.[ \t]*$|\Z)",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
_TOOL_LINE: Final = re.compile(
    r"^[ \t]*(?:(?:prompt|rem|remark|spool|whenever|accept|column|define|undefine|exit|quit|@@?)\b[^\n]*"
    r"|@[\w./\\-]+|set[ \t]+(?:define|feedback|echo|scan|verify|heading|serveroutput|sqlblanklines|"
    r"timing|linesize|pagesize|termout|trimspool|autocommit)\b[^\n]*|\\[^\n]*)$",
    re.IGNORECASE | re.MULTILINE,
)
"""Commands of SQL*Plus, psql and their kin, which end with their line."""
_DELIMITER: Final = re.compile(r"^[ \t]*delimiter[ \t]+(\S+)[^\n]*$", re.IGNORECASE | re.MULTILINE)


def cut(script: str, flavour: Flavour) -> ScriptPieces:
    """Cut a script into its statements; nothing in it is an error here."""
    script = script.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    row_blocks: list[int] = []
    if flavour.parser == "postgres":
        row_blocks = [script.count("\n", 0, m.start()) + 1 for m in _ROWS.finditer(script)]
        script = _ROWS.sub(_without_rows, script)
    if flavour.parser in {"oracle", "postgres"}:
        script = _TOOL_LINE.sub(lambda m: _blank(m.group()), script)
    script = _without_delimiters(script)
    pieces = list(_pieces(script, flavour, is_wary=False))
    if any(piece.is_unclosed for piece in pieces):
        # Somewhere a quote is missing, and each later one means the opposite of what it should.
        pieces = list(_pieces(script, flavour, is_wary=True))
    return ScriptPieces(pieces, row_blocks)


def _without_rows(found: re.Match[str]) -> str:
    begin = found.start("rows") - found.start()
    return _blank(found.group()[:begin]) + _blank(found.group()[begin:])


def _without_delimiters(script: str) -> str:
    """Put / on its own line, as Oracle has it, where MySQL's client has a delimiter of its own."""
    if not _DELIMITER.search(script):
        return script
    parts: list[str] = []
    delimiter, begin = ";", 0
    for found in [*_DELIMITER.finditer(script), None]:
        part = script[begin : found.start() if found else len(script)]
        if delimiter != ";":
            # A mark of one character that no statement has, and that _pieces takes for an end.
            part = part.replace(delimiter, "\x1d" + " " * (len(delimiter) - 1))
        parts.append(part)
        if found:
            parts.append(_blank(found.group()))
            delimiter, begin = found.group(1), found.end()
    return "".join(parts)


def _pieces(script: str, flavour: Flavour, *, is_wary: bool) -> Iterator[Piece]:
    pattern = _pattern(flavour)
    begin = place = 0
    line, counted = 1, 0
    bare: list[str] = []
    is_unclosed = False
    while True:
        found = pattern.search(script, place)
        end = found.start() if found else len(script)
        bare.append(script[place:end])
        kind = found.lastgroup if found else "end"
        text = found.group() if found else ""
        place = end + len(text)
        if kind == "quoted" and is_wary and (swallowed := _SWALLOWED.search(text)):
            place = end + swallowed.start()
            bare.append(_blank(script[end:place]))
            is_unclosed = True
        elif kind in {"quoted", "remark", "open"}:
            is_unclosed = is_unclosed or kind == "open"
            bare.append(_blank(text))
        else:
            flat = "".join(bare)
            start = begin + len(flat) - len(flat.lstrip())
            is_batch = kind == "batch"
            if start < end:
                line += script.count("\n", counted, start)
                counted = start
                yield Piece(script[start:end], line, flat.lstrip(), is_unclosed, is_batch)
            elif is_batch or is_unclosed:
                yield Piece("", line, "", is_unclosed, is_batch)
            begin, bare, is_unclosed = place, [], False
        if found is None:
            return


def _pattern(flavour: Flavour) -> re.Pattern[str]:
    inside = r"[^{q}\\]*(?:\\.[^{q}\\]*)*" if flavour.escapes_by_backslash else r"[^{q}]*"
    quoted = [q + inside.format(q=q) + q for q in ("'", '"')] + ["`[^`]*`"]
    if flavour.has_brackets:
        quoted.append(r"\[[^\]\n]*\]")
    if flavour.has_dollar_quotes:
        quoted.append(r"\$(?P<tag>\w*)\$.*?\$(?P=tag)\$")
    if flavour.parser == "oracle":
        quoted.insert(0, r"\bn?q'(?:\[.*?\]|\{.*?\}|\(.*?\)|<.*?>|(?P<q>[^\s\[{(<]).*?(?P=q))'")
    remark = r"--[^\n]*|/\*.*?\*/" + (r"|\#[^\n]*" if flavour.hash_begins_a_remark else "")
    return re.compile(
        rf"(?P<remark>{remark})|(?P<quoted>{'|'.join(quoted)})|(?P<open>['\"`]|/\*)"
        r"|(?P<batch>\x1d|^[ \t]*(?:/|go(?:[ \t]+\d+)?)[ \t]*;?[ \t]*$)|(?P<semicolon>;)",
        re.IGNORECASE | re.MULTILINE | re.DOTALL,
    )


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
