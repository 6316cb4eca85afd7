"""By what a description was recognised as a datum."""

from enum import StrEnum


class Method(StrEnum):
    """By what a name was recognised."""

    GIVEN = "GIVEN"
    """The describer named the element."""
    RULED = "RULED"
    """A data-centre officer has ruled so (`rulings`)."""
    NAME = "NAME"
    """The element's own name."""
    SYNONYM = "SYNONYM"
    """A spelling that the lexicon lists."""
    ROLE = "ROLE"
    """A role word alone stands for who it is: 监护人 for the guardian's name."""
    COLUMN = "COLUMN"
    """The technical column name, listed or by the initials of the pinyin."""
    NEAR = "NEAR"
    """A listed spelling but for words that mean the same, or shortened."""
    TYPO = "TYPO"
    """A listed spelling with one other character."""
    DESCRIPTION = "DESCRIPTION"
    """The description, where the name says nothing."""
    PROVISIONAL = "PROVISIONAL"
    """Nothing in the lexicon: the normalised descriptor stands for itself."""
    VECTOR = "VECTOR"
    """Found by a net over what is on record: its meaning lies near (`nearby`)."""
    TEXT = "TEXT"
    """Found by a net: it is written alike."""
    INITIALS = "INITIALS"
    """Found by a net: its name has the pinyin initials of the column, or its column the same name."""

    @property
    def is_net(self) -> bool:
        """Whether a net found it: it may raise a question and never accuse anybody."""
        return self in {Method.VECTOR, Method.TEXT, Method.INITIALS}
