"""What the schema says of arguments that many inputs have."""

from typing import Final

IDEMPOTENCY: Final = (
    "The same key with the same input answers again and changes nothing. 1 to 200 characters."
)
VERSION: Final = (
    "The `version` that the caller saw; another one on record is a Conflict. Null: no check."
)
SINCE: Final = "The first instant at which it holds; of a plain date, the day's first. Null: now."
UNTIL: Final = "The first instant at which it holds no longer; of a plain date, it holds through that day. Null: open."
