"""What the arguments of an import are called where the caller writes them, for messages that say what to do."""

import dataclasses
from typing import Final

from graph_catalog.model.enums.imports import IdentityChange


@dataclasses.dataclass(frozen=True)
class ImportArguments:
    """The names of the arguments, and how one column of a foreign file is named by `columns`."""

    columns: str
    defaults: str
    unit: str
    create_units: str
    column_is: str
    accept: str
    withdraw_missing: str
    withdraw_at_most: str

    def named_column(self, column: str, label: str) -> str:
        """Write out that `label` is the file's own for our `column`."""
        return self.column_is.format(column=column, label=label)

    def accepting(self, change: IdentityChange) -> str:
        """Write out that a change of identity is accepted."""
        return self.accept.format(change=change.value, word=word(change))


def word(change: IdentityChange) -> str:
    """Return what the command line calls a change of identity."""
    return change.value.lower().replace("_", "-")


ON_COMMAND_LINE: Final = ImportArguments(
    columns="--map",
    defaults="--defaults",
    unit="--unit",
    create_units="--create-units",
    column_is="--map {column}={label}",
    accept="--accept {word}",
    withdraw_missing="--withdraw-missing",
    withdraw_at_most="--withdraw-at-most",
)
OVER_GRAPHQL: Final = ImportArguments(
    columns="columns",
    defaults="defaults",
    unit="unit",
    create_units="createUnits",
    column_is='columns: [{{column: "{column}", label: "{label}"}}]',
    accept="accept: [{change}]",
    withdraw_missing="withdrawMissing",
    withdraw_at_most="withdrawMissing.atMostPercent",
)
