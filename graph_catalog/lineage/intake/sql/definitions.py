"""What statements say of tables without moving data: columns, names, the default schema; and variables."""

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Final

import sqlglot
from sqlglot import exp
from sqlglot.tokenizer_core import Token, TokenType

from graph_catalog.lineage.intake.sql.knowledge import Knowledge
from graph_catalog.lineage.intake.sql.relation import Relation
from graph_catalog.lineage.intake.sql.token_runs import is_routine, word
from graph_catalog.lineage.intake.sql.writes import is_temporary, target_of

_SCHEMA: Final = re.compile(
    r"(?:set\s+(?:session\s+|local\s+)?search_path\s*(?:=|to)\s*|set\s+schema\s+"
    r"|alter\s+session\s+set\s+current_schema\s*=\s*)[\"']?([^\s\"',;]+)",
    re.IGNORECASE,
)
_CONSTRAINTS: Final = frozenset({"PRIMARY", "UNIQUE", "CONSTRAINT", "INDEX", "CHECK", "FOREIGN"})
_BEFORE_A_NAME: Final = frozenset({"INSERT", "INTO", "OVERWRITE", "TABLE", "IGNORE"})
_MODES: Final = frozenset({"IN", "OUT", "INOUT", "VARIADIC"})
_NO_VARIABLES: Final = frozenset(
    [
        "BEGIN",
        "END",
        "IF",
        "ELSE",
        "ELSIF",
        "ELSEIF",
        "LOOP",
        "FOR",
        "WHILE",
        "RETURN",
        "EXCEPTION",
        "WHEN",
        "COMMIT",
        "ROLLBACK",
        "OPEN",
        "CLOSE",
        "FETCH",
        "EXIT",
        "NULL",
        "RAISE",
        "SET",
        "SELECT",
        "DELETE",
        "TRUNCATE",
        "CALL",
        "PERFORM",
        "CURSOR",
        "TYPE",
        "PRAGMA",
    ]
)


def default_schema(statement: str) -> str | None:
    """Return the schema that SET search_path and its like make the default."""
    found = _SCHEMA.match(statement)
    return None if found is None else found.group(1)


def is_of_a_table(tokens: Sequence[Token]) -> bool:
    """Whether CREATE, DROP, ALTER or RENAME is about tables or views."""
    words = [word(token) for token in tokens[:7]]
    if is_routine(tokens):
        return False
    if words[0] == "ALTER":
        return "RENAME" in [word(token) for token in tokens] and "TABLE" in words
    # mysqldump puts ALGORITHM = …, DEFINER = … and SQL SECURITY … before VIEW.
    opening = next((i for i, each in enumerate(tokens) if word(each) in {"(", "AS"}), len(tokens))
    return not {"TABLE", "VIEW"}.isdisjoint(word(token) for token in tokens[:opening])


def written_name(tokens: Sequence[Token]) -> str:
    """Return the folded name of the table that INSERT writes to; nothing for other statements."""
    if word(tokens[0]) != "INSERT":
        return ""
    place = next(
        (i for i, each in enumerate(tokens) if word(each) not in _BEFORE_A_NAME), len(tokens)
    )
    end = place + 1
    while end < len(tokens) and tokens[end].start == tokens[end - 1].end + 1:
        end += 1
    return "".join(token.text for token in tokens[place:end]).casefold()


def hidden_write(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the INSERT or MERGE behind IF … or CREATE TRIGGER … in one line; nothing where none is."""
    for place, (token, following) in enumerate(itertools.pairwise(tokens)):
        if place and word(token) in {"INSERT", "MERGE"} and word(following) == "INTO":
            return tokens[place:]
    return ()


def has_query(tokens: Sequence[Token]) -> bool:
    """Whether CREATE TABLE or VIEW makes it out of a query, or after another's columns."""
    depth = 0
    for token in tokens:
        this = word(token)
        depth += (this == "(") - (this == ")")
        if (depth == 0 and this in {"AS", "LIKE", "SELECT", "WITH"}) or (
            depth == 1 and this == "LIKE"
        ):
            return True
    return False


def learn(create: exp.Create, knowledge: Knowledge, is_dropped_later: bool) -> None:  # noqa: FBT001
    """Note the columns of a table that is created without a query; of a temporary one, that it is."""
    table, columns = target_of(create.this)
    if table is None:
        return
    like = create.find(exp.LikeProperty)
    names = [knowledge.spelt(name) for name in columns or ()]
    if like is not None and isinstance(like.this, exp.Table):
        names = list(knowledge.columns(knowledge.key(like.this)) or ())
    if is_temporary(create):
        knowledge.expect_temporary(table)
    key = knowledge.key(table)
    if is_temporary(create) or is_dropped_later or key.startswith("#"):
        knowledge.keep(key, Relation(columns={name.casefold(): {} for name in names}))
    elif names and not (create.args.get("exists") and knowledge.columns(key)):
        knowledge.teach(key, names)


def learn_variable(tokens: Sequence[Token], knowledge: Knowledge) -> None:
    """Note SQL Server's DECLARE @name TABLE (…), a temporary table."""
    words = [word(token) for token in tokens]
    if words[1:2] != ["@"] or words[3:5] != ["TABLE", "("]:
        return
    depth, names = 0, []
    for before, token in itertools.pairwise(tokens):
        depth += (word(before) == "(") - (word(before) == ")")
        is_first = depth == 1 and word(before) in {"(", ","}
        if is_first and word(token) not in _CONSTRAINTS:
            names.append(token.text.casefold())
    knowledge.keep(f"@{tokens[2].text.casefold()}", Relation(columns={name: {} for name in names}))


def renamed(tree: exp.Expr) -> Iterator[tuple[exp.Table, exp.Table]]:
    """Yield what ALTER TABLE … RENAME TO renames, and to what."""
    old = tree.this
    for action in tree.args.get("actions") or ():
        if isinstance(action, exp.AlterRename) and isinstance(action.this, exp.Table):
            new = action.this
            if not new.db and old.args.get("db"):
                new.set("db", old.args["db"].copy())
            yield old, new


def renamed_by_procedure(tokens: Sequence[Token]) -> tuple[exp.Table, exp.Table] | None:
    """Return what SQL Server's sp_rename renames, and to what; None where it is another procedure."""
    if "SP_RENAME" not in {word(token) for token in tokens[:5]}:
        return None
    names = [token.text for token in tokens if token.token_type is TokenType.STRING]
    if len(names) != 2:  # noqa: PLR2004  # a third says that it is a column
        return None
    old, new = (sqlglot.exp.to_table(name, dialect="tsql") for name in names)
    if old.args.get("db"):
        new.set("db", old.args["db"].copy())
    return old, new


def is_dynamic(tokens: Sequence[Token]) -> bool:
    """Whether EXECUTE runs SQL put together as a string, rather than a procedure."""
    words = [word(token) for token in tokens[:6]]
    is_text = len(tokens) > 1 and tokens[1].token_type in {TokenType.L_PAREN, TokenType.STRING}
    return is_text or "IMMEDIATE" in words or "SP_EXECUTESQL" in words or words[0] == "PREPARE"


def variables(tokens: Sequence[Token]) -> set[str]:
    """Return the folded names of a routine's parameters, and of what it declares at its head."""
    found: set[str] = set()
    depth = 0
    for before, token in itertools.pairwise(tokens):
        this = word(before)
        depth += (this == "(") - (this == ")")
        is_first = (depth == 1 and this in {"(", ","} | _MODES) or (
            depth == 0 and this in {"DECLARE", "IS", "AS"}
        )
        if is_first and word(token) not in _MODES | _NO_VARIABLES and token.text.strip():
            found.add(token.text.casefold())
        if depth == 0 and this == "BEGIN":
            break
    return found


def declared(tokens: Sequence[Token]) -> set[str]:
    """Return the folded name that a piece of a routine's declarations declares."""
    first = word(tokens[0])
    if first == "DECLARE" and len(tokens) > 1:
        return {tokens[1].text.casefold()}
    is_name = first.isidentifier() and first not in _NO_VARIABLES and len(tokens) > 1
    return {first.casefold()} if is_name else set()
