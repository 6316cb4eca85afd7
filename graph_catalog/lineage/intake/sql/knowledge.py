"""What is known while a script is read: tables, their columns, temporary ones, the default database.

Names are compared without regard to case in every dialect: two tables that differ only by case are
rarer than scripts that are careless with it. They are given out as the catalog, or else the script
where it first names them, writes them.
"""

from collections.abc import Callable, Sequence
from typing import Final

from sqlglot import exp
from sqlglot.dialects.dialect import Dialect, DialectType
from sqlglot.schema import Schema

from graph_catalog.lineage.intake.sql import variables
from graph_catalog.lineage.intake.sql.dialects import Flavour
from graph_catalog.lineage.intake.sql.relation import Relation

ColumnsOf = Callable[[str], Sequence[str] | None]
"""The catalog's columns of a table, in order, by a name as the script has it (may be db.schema.table)."""

WRITTEN: Final = "written"
"""Where a folded identifier keeps how it was written."""


class Knowledge:
    """Tables and columns as known at a point of a script."""

    def __init__(self, columns_of: ColumnsOf, flavour: Flavour) -> None:
        self.flavour = flavour
        self._columns_of = columns_of
        self._default = ""
        self._catalogued: dict[str, Sequence[str] | None] = {}
        self._created: dict[str, Sequence[str]] = {}
        self._temporary: dict[str, Relation] = {}
        self._names: dict[str, str] = {}
        self._spelt: dict[str, str] = {}
        self.variables: set[str] = set()
        """Folded names of a routine's parameters and variables."""

    def use(self, database: str) -> None:
        """Make a database the default for bare names, as USE does."""
        self._default = database

    def fold(self, tree: exp.Expr) -> None:
        """Bring all names of a statement into one case, and note how they were written."""
        for table in tree.find_all(exp.Table):
            if isinstance(table.this, exp.Parameter):
                # SQL Server's table variables.
                table.set("this", exp.to_identifier(f"@{table.this.name}"))
        for name in tree.find_all(exp.Identifier):
            written = variables.as_written(name.this)
            if name.args.get("temporary") and not written.startswith("#"):
                written = f"#{written}"
            folded = written.casefold()
            name.set("this", folded)
            name.meta[WRITTEN] = written
            self._spelt.setdefault(folded, written)

    def key(self, table: exp.Table) -> str:
        """Return the key of a table; a temporary one is found whatever the default database is."""
        parts = [_written(part) for part in table.parts if part.name]
        if table.catalog and not table.db and self.flavour.default_schema:
            # SQL Server's db..t.
            parts.insert(1, self.flavour.default_schema)
        written = ".".join(parts)
        bare = written.casefold()
        if len(parts) == 1 and (bare in self._temporary or bare[:1] in {"#", "@"}):
            self._names.setdefault(bare, written)
            return bare
        if self._default and len(parts) == 1:
            schema = self.flavour.default_schema
            written = ".".join(filter(None, [self._default, schema, written]))
        elif self._default and self.flavour.default_schema and len(parts) == 2:  # noqa: PLR2004
            written = f"{self._default}.{written}"
        key = written.casefold()
        self._names.setdefault(key, written)
        return key

    def name(self, key: str) -> str:
        """Return a table's name as the script first wrote it."""
        return self._names[key]

    def columns(self, key: str) -> Sequence[str] | None:
        """Return the columns of a table as they are written; None where nobody knows them."""
        temporary = self._temporary.get(key)
        if temporary is not None:
            return [self._spelt.get(name, name) for name in temporary.columns] or None
        if key in self._created:
            return self._created[key]
        if key not in self._catalogued:
            self._catalogued[key] = self._columns_of(self._names[key]) or None
        return self._catalogued[key]

    def column(self, key: str, folded: str) -> str:
        """Return how a column is written: as the catalog has it, or as the script does."""
        for known in self.columns(key) or ():
            if known.casefold() == folded:
                return known
        return self._spelt.get(folded, folded)

    def spelt(self, folded: str) -> str:
        """Return how a name was first written in the script."""
        return self._spelt.get(folded, folded)

    def teach(self, key: str, columns: Sequence[str]) -> None:
        """Note the columns of a table that the script creates."""
        self._created[key] = columns

    def expect_temporary(self, table: exp.Table) -> None:
        """Note that a bare name is from here on that of a temporary table, of no database."""
        if not table.db:
            self._temporary.setdefault(table.name, Relation())

    def keep(self, key: str, relation: Relation) -> None:
        """Note a temporary table, through which lineage passes."""
        self._temporary[key] = relation

    def temporary(self, key: str) -> Relation | None:
        """Return what a temporary table holds; None where it is none."""
        return self._temporary.get(key)

    def forget(self, key: str) -> None:
        """Note that a table of the script is dropped."""
        self._created.pop(key, None)
        self._temporary.pop(key, None)

    def rename(self, old: str, new: exp.Table) -> str:
        """Note that a table of the script has another name from here on, and return its key."""
        key = self.key(new)
        if old in self._temporary:
            self._temporary[key] = self._temporary.pop(old)
        columns = self.columns(old)
        if columns:
            self._created[key] = columns
        self._created.pop(old, None)
        return key


def _written(part: exp.Expr) -> str:
    return str(part.meta.get(WRITTEN, part.name))


class KnownSchema(Schema):
    """What sqlglot asks of a schema, answered out of the knowledge at this point of the script."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._dialect = Dialect.get_or_raise(knowledge.flavour.parser)

    @property
    def dialect(self) -> Dialect:
        """The dialect of the script."""
        return self._dialect

    def add_table(self, *_args: object, **_options: object) -> None:
        """Learn nothing: statements teach the knowledge itself."""

    def column_names(
        self,
        table: exp.Table | str,
        only_visible: bool = False,  # noqa: FBT001, FBT002  # sqlglot's signature
        dialect: DialectType = None,
        normalize: bool | None = None,  # noqa: FBT001  # sqlglot's signature
    ) -> list[str]:
        """Return the folded names of a table's columns; none where they are not known."""
        del only_visible, dialect, normalize
        if isinstance(table, str) or not isinstance(table.this, exp.Identifier):
            return []
        known = self._knowledge.columns(self._knowledge.key(table))
        return [name.casefold() for name in known or ()]

    def get_column_type(self, *_args: object, **_options: object) -> exp.DataType:
        """Return that the type is not known: lineage needs none."""
        return exp.DataType.build("unknown")

    @property
    def supported_table_args(self) -> tuple[str, ...]:
        """Parts that a table's name may have."""
        return ("this", "db", "catalog")
