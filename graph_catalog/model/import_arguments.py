"""What the arguments of an import are called where the caller writes them, for messages that say what to do."""

import dataclasses
from typing import Final


@dataclasses.dataclass(frozen=True)
class ImportArguments:
    """The names of the arguments, and how one column of a foreign file is named by `columns`."""

    columns: str
    defaults: str
    unit: str
    create_units: str
    column_is: str

    def named_column(self, column: str, label: str) -> str:
        """Write out that `label` is the file's own for our `column`."""
        return self.column_is.format(column=column, label=label)


ON_COMMAND_LINE: Final = ImportArguments(
    columns="--map",
    defaults="--defaults",
    unit="--unit",
    create_units="--create-units",
    column_is="--map {column}={label}",
)
OVER_GRAPHQL: Final = ImportArguments(
    columns="columns",
    defaults="defaults",
    unit="unit",
    create_units="createUnits",
    column_is='columns: [{{column: "{column}", label: "{label}"}}]',
)
