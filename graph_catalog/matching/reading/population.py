"""Of whom a dataset or a form speaks, by its name: 教师基本信息 has teachers, not everybody.

Most catalogs leave 覆盖人群 empty, so a list of some persons looks as if it had all of them, and a
form about others would be told to fetch from there what is not there. What a name says settles it
where nothing better is on record.
"""

from collections.abc import Iterable

from graph_catalog.matching.lexicon.entries import ClassKind
from graph_catalog.matching.lexicon.lexicon import Lexicon
from graph_catalog.matching.reading.subject import Mention, read_subject

GENERAL = frozenset({"自然人", "法人"})
"""Classes whose data many lists hold, each for some of them; those of others belong to their list."""

_WHOLE = frozenset({"户籍人口"})
"""Kinds whose register is that of everybody: 居民户籍登记信息."""


_LISTS = frozenset({ClassKind.LICENCE, ClassKind.LISTING})
"""Kinds of classes whose datasets have of persons and bodies only those on the list."""


def kinds(title: str, lexicon: Lexicon) -> frozenset[str]:
    """Return the kinds of persons or bodies that a name restricts its dataset to; none is everybody.

    学生 for 中小学学生学籍信息, 食品经营许可 (those who have one) for 食品经营许可信息.
    居民电子健康档案信息 names 居民 as well, so it is about everybody.
    """
    mentions = read_subject(title, lexicon).mentions
    if {mention.object_class for mention in mentions} & (GENERAL | _WHOLE):
        return frozenset()
    found = {_kind(mention, lexicon) for mention in mentions if mention.object_class}
    return frozenset(found - {""} - GENERAL - _WHOLE)


def _kind(mention: Mention, lexicon: Lexicon) -> str:
    """Return which persons or bodies a mention means; empty where it means none in particular."""
    known = lexicon.classes[mention.object_class]
    if known.merges:
        return mention.object_class
    if known.kind not in _LISTS:
        return ""
    party = lexicon.party(mention.object_class)
    if party and lexicon.classes[party].merges:
        return party
    # 资助 at large is no list; 经营异常名录, which is a kind of 名单, is one.
    is_list = known.kind is ClassKind.LISTING and known.parents
    return mention.scheme or (mention.object_class if is_list else "")


def kinds_within(titles: Iterable[str], lexicon: Lexicon) -> frozenset[str]:
    """Return every kind that somebody named by one of these texts belongs to."""
    named = {name for title in titles for name in kinds(title, lexicon)}
    return frozenset(above for name in named for above in lexicon.lineage.get(name, (name,)))
