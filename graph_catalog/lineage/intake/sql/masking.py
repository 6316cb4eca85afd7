"""Recognising 脱敏: expressions after which a value is no longer to be known."""

import re
from collections.abc import Iterator
from typing import Final

from sqlglot import exp

_HASHES: Final = (
    exp.MD5,
    exp.MD5Digest,
    exp.MD5NumberLower64,
    exp.MD5NumberUpper64,
    exp.SHA,
    exp.SHA1Digest,
    exp.SHA2,
    exp.SHA2Digest,
    exp.StandardHash,
    exp.FarmFingerprint,
)
_NAMES: Final = re.compile(
    r"(?:\w*_)?(?:mask|desensiti[sz]e|tuomin|anonymi[sz]e|encrypt|redact|sm3|sm4)(?:_\w+)?"
    r"|(?:md5|sha|sha1|sha2|sha256|sha512|hash|hashbytes|ora_hash|standard_hash|digest|hmac|crc32"
    r"|aes_encrypt|des_encrypt|encryptbykey|pgp_sym_encrypt)(?:_\w+)?",
    re.IGNORECASE,
)
"""Functions that hide their argument by what they are called; of users' own too."""
_STARS: Final = re.compile(r"(?:[$\\]\d)*[*×•●xX#]*[*×•●][*×•●xX#]*(?:[$\\]\d)*|[xX]{3,}|#{3,}")
"""**, or $1****$2 as regexp_replace has it."""
_JOINS: Final = (exp.Concat, exp.ConcatWs, exp.DPipe, exp.Add)
_PARTS: Final = (exp.Substring, exp.Left, exp.Right)
_PART_NAMES: Final = frozenset({"substr", "substrb", "mid"})
_REPLACES: Final = (exp.RegexpReplace, exp.Replace, exp.Stuff, exp.Overlay, exp.Translate)
_PADS: Final = (exp.Repeat, exp.Pad)


def is_masking(node: exp.Expr) -> bool:
    """Whether a function hides its argument: a hash, a function named so, or stars put in."""
    if isinstance(node, exp.Anonymous):
        return _NAMES.fullmatch(node.name) is not None or _has_stars(node)
    if isinstance(node, (*_REPLACES, *_PADS)):
        return _has_stars(node)
    if isinstance(node, _JOINS):
        return _hides_the_rest(node)
    return isinstance(node, _HASHES)


def _hides_the_rest(join: exp.Expr) -> bool:
    """Whether a part of a value is joined with stars: left(name, 1) || '**'."""
    nodes = list(_operands(join))
    return any(map(_is_part, nodes)) and any(map(_is_stars, nodes))


def _operands(node: exp.Expr) -> Iterator[exp.Expr]:
    stack = [node]
    while stack:
        each = stack.pop()
        if isinstance(each, (*_JOINS, exp.Paren, exp.Coalesce, exp.Cast)):
            stack.extend(each.iter_expressions())
        else:
            yield each


def _is_part(node: exp.Expr) -> bool:
    is_named = isinstance(node, exp.Anonymous) and node.name.lower() in _PART_NAMES
    return is_named or isinstance(node, _PARTS)


def _has_stars(node: exp.Expr) -> bool:
    return any(_is_stars(each) for each in node.iter_expressions())


def _is_stars(node: exp.Expr) -> bool:
    if isinstance(node, _PADS):
        return _has_stars(node)
    is_text = isinstance(node, exp.Literal) and bool(node.is_string)
    return is_text and _STARS.fullmatch(node.name) is not None
