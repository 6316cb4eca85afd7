"""Characters that no text, and others that no name may hold: a name must look like what it is, and like no other."""

import re
import unicodedata
from enum import Enum
from typing import Final

_CONTROLS: Final = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff"
_TURNING: Final = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_NONCHARACTERS: Final = r"\ufdd0-\ufdef" + "".join(
    f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17)
)
_UNSEEN: Final = (
    r"\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    r"\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff\u2800"
)
"""`Default_Ignorable_Code_Point` of Unicode, whose ranges are settled for code points to come as well; besides these the
separators of lines, the marks of annotations, and the blank of Braille."""
_FORBIDDEN: Final = re.compile(f"[{_CONTROLS}{_TURNING}{_NONCHARACTERS}]")
_FORBIDDEN_IN_NAMES: Final = re.compile(f"[{_CONTROLS}{_NONCHARACTERS}{_UNSEEN}]")
_FOR_THE_LOST: Final = "\ufffc\ufffd"
_LATIN: Final = (
    r"A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff\uff21-\uff3a\uff41-\uff5a"
)
_CYRILLIC: Final = r"\u0400-\u0481\u048a-\u052f\u1c80-\u1c8f\ua640-\ua66e\ua680-\ua69d"
_GREEK_LIKE_LATIN: Final = r"\u0391\u0392\u0395-\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf\u03f2\u03f3\u03f9\u037f"
"""Capital letters that look like Latin ones, omicron and jot; those of measures and formulas (μ, Ω, α) do not."""
_INSIDE_WORDS: Final = r"[\d_.\u0300-\u036f-]*"
_MIXED: Final = re.compile(
    f"[{_LATIN}]{_INSIDE_WORDS}([{_CYRILLIC}{_GREEK_LIKE_LATIN}])|([{_CYRILLIC}{_GREEK_LIKE_LATIN}]){_INSIDE_WORDS}[{_LATIN}]"
)
_LOOKS: Final = {
    # Letters, by the most used of Unicode's confusables (UTS 39); capitals look otherwise than small ones: Υ like Y, υ like u.
    **dict(zip("АВЕКМНОРСТУХЅІЈԚԜҒӀ", "ABEKMHOPCTYXSIJQWFl", strict=True)),
    **dict(zip("авекмнорстухѕіјһԛԝғӏ", "abekmhopctyxsijhqwfl", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹͿ", "ABEZHIKMNOPTYXCJ", strict=True)),
    **dict(zip("αβγεζηικνορτυχωϲϳμ\xb5", "abyeznikvoptuxwcjuu", strict=True)),
    "○": "〇",
    "◯": "〇",
    # Signs of the names of Chinese things, as encodings, keyboards and fonts have them.
    **dict.fromkeys("•‧⋅・･∙⸱⸳᛫", "·"),
    **dict.fromkeys("‐‑‒–—―−⁃─━﹣－﹘ーｰ˗⸺⸻", "-"),
    **dict.fromkeys("“”„‟‘’‚‛'`´ʹʺˊˋ′″‵‶＂＇〝〞〟「」『』｢｣﹁﹂﹃﹄", '"'),
    **dict.fromkeys("〔【〖〘〚［❲⟦﹝", "["),
    **dict.fromkeys("〕】〗〙〛］❳⟧﹞", "]"),
    **dict.fromkeys("⦅⟮❨﹙⁽", "("),
    **dict.fromkeys("⦆⟯❩﹚⁾", ")"),
    **dict.fromkeys("〈《«‹⟨⟪≪＜〈﹤", "<"),
    **dict.fromkeys("〉》»›⟩⟫≫＞〉﹥", ">"),
    **dict.fromkeys("〜∼～˜⁓", "~"),
    **dict.fromkeys("⁄∕╱／", "/"),
    **dict.fromkeys("∶꞉︓︰：", ":"),
    **dict.fromkeys("∣│ǀ｜", "|"),
    **dict.fromkeys("∗⁎＊﹡", "*"),
}
"""What characters look like at a glance."""
_AS_THEY_LOOK: Final = str.maketrans(_LOOKS)
_DRAWN_ON: Final = re.compile(r"([-.\"<>~])\1+")
"""Signs that are written once or twice, as 《》 and <<>>, —— and –, … and ...."""
_WITHOUT_A_SHAPE: Final = re.compile(f"[{_UNSEEN}]")


def forbidden_character(text: str) -> str | None:
    """Return the first character that no text may hold, as U+XXXX: a control, one that turns the direction, or none at all.

    Line breaks and tabs may stand.
    """
    return _first(_FORBIDDEN, text)


def forbidden_in_name(name: str) -> str | None:
    """Return the first character that no name may hold, as U+XXXX: besides those of texts whatever cannot be seen."""
    return _first(_FORBIDDEN_IN_NAMES, name)


class Misfit(Enum):
    """Why a character, though it may be seen somewhere, cannot stand in the name of a thing."""

    PRIVATE = "of private use: what it looks like, each machine says for itself"
    LOST = "put where a character could not be read"
    UNASSIGNED = "no character yet"
    WITHOUT_BASE = "a mark with no letter below it"
    MIXED = "of another script than the Latin letters beside it, and looks like one"


def misfit(name: str) -> tuple[int, str, Misfit] | None:
    """Return the first character that no name of a thing may hold: its place from 1 on, it as U+XXXX, and why."""
    if name.isascii():
        return None  # most names of machines, of which an event may hold some hundred thousand
    before = " "
    for place, character in enumerate(name, 1):
        if (why := _misfit(character, before)) is not None:
            return place, f"U+{ord(character):04X}", why
        before = character
    if (mixed := _MIXED.search(name)) is not None:
        place = mixed.start(1) if mixed[1] else mixed.start(2)
        return place + 1, f"U+{ord(name[place]):04X}", Misfit.MIXED
    return None


def shape(name: str) -> str:
    """Return a name as it looks at a glance, but for case: letters that look Latin as Latin ones, and signs in one form each.

    Before compatible characters are made one: NFKC takes ϲ, which looks like c, for a sigma.
    """
    plain = unicodedata.normalize("NFKC", name.translate(_AS_THEY_LOOK)).translate(_AS_THEY_LOOK)
    return _DRAWN_ON.sub(r"\1", plain.replace("⋯", "..."))


def _misfit(character: str, before: str) -> Misfit | None:
    if character in _FOR_THE_LOST:
        return Misfit.LOST
    category = unicodedata.category(character)
    if category == "Co":
        return Misfit.PRIVATE
    if category == "Cn" and not _is_ideograph_to_come(character):
        return Misfit.UNASSIGNED
    return Misfit.WITHOUT_BASE if category[0] == "M" and not _bears_marks(before) else None


def _bears_marks(before: str) -> bool:
    """Whether marks stand on a character: on letters and other marks, never on ideographs, digits or signs."""
    category = unicodedata.category(before)
    is_ideograph = category == "Lo" and unicodedata.name(before, "").startswith("CJK ")
    return category[0] in "LM" and not is_ideograph


def says_something(name: str) -> bool:
    """Whether a name has a letter, a digit or an ideograph in it: strokes and dots alone name nothing."""
    return any(
        unicodedata.category(character)[0] in "LN" or _is_ideograph_to_come(character)
        for character in name
    )


def _is_ideograph_to_come(character: str) -> bool:
    """Whether a code point has no character in this release's Unicode, in planes where there will be ideographs alone."""
    return (
        character >= "\U00020000"
        and character < "\U0003fffe"
        and unicodedata.category(character) == "Cn"
    )


def without_unseen(text: str) -> str:
    """Return a text without what cannot be seen, as it looks."""
    return _WITHOUT_A_SHAPE.sub("", text)


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.search(text)
    return None if found is None else f"U+{ord(found[0]):04X}"
