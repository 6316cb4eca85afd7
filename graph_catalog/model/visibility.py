"""How much of a thing a viewer may see (the Cypher fragment `visibility`)."""

from enum import Enum


class Visibility(Enum):
    """How much of a thing a viewer may see."""

    FULL = "FULL"
    OUTLINE = "OUTLINE"
    HIDDEN = "HIDDEN"
