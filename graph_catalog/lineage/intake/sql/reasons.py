"""Why something could not be traced or read, in the caller's language: what, and what to do."""

from graph_catalog.language import say


def no_owner(column: str) -> str:
    """A column that no table of its query has, or more than one may have."""
    return say(
        zh=f"列 {column} 无法确定属于哪张表。请写明表名或别名，或先登记所涉各表的列。",
        en=f"It cannot be told which table column {column} is of. Put the table's name or alias "
        "before it, or register the columns of the tables first.",
    )


def unknown_star(table: str) -> str:
    """A star over a table whose columns are not known."""
    return say(
        zh=f"星号涉及表 {table}，其列未知。请先登记该表的列，或写明各列。",
        en=f"The star takes in {table}, whose columns are not known. Register its columns first, "
        "or name the columns.",
    )


def unknown_target(table: str) -> str:
    """An INSERT by position into a table whose columns are not known."""
    return say(
        zh=f"INSERT 未写列名，而目标表 {table} 的列未知。请写明列名，或先登记该表的列。",
        en=f"The INSERT names no columns, and those of {table} are not known. Name them, or "
        "register the table's columns first.",
    )


def unequal(table: str, expected: int, found: int) -> str:
    """An INSERT whose query has another number of columns than its target."""
    return say(
        zh=f"目标 {table} 有 {expected} 列，查询给出 {found} 列，无法逐列对应。",
        en=f"{table} takes {expected} columns and the query gives {found}; they cannot be matched.",
    )


def unequal_sides() -> str:
    """A set operation over queries with different numbers of columns."""
    return say(zh="集合运算两侧的列数不同。", en="The sides of a set operation differ in columns.")


def not_followed(what: str) -> str:
    """A construct that is not followed."""
    return say(zh=f"尚不能跟踪 {what}。", en=f"{what} cannot be followed.")


def untraced_temporary(table: str) -> str:
    """A read of a temporary table that could not be traced itself."""
    return say(
        zh=f"所读的临时表 {table} 未能逐列跟踪，原因见上。",
        en=f"The temporary table {table}, which it reads, could not be traced; see above.",
    )


def open_name(table: str) -> str:
    """A name with a variable in it."""
    return say(
        zh=f"表名 {table} 含有未替换的变量。请先替换变量再导入。",
        en=f"The table's name {table} has a variable in it. Fill it in before importing.",
    )


def template() -> str:
    """A template of dbt or Airflow."""
    return say(
        zh="这是模板（dbt、Airflow 的 {{ }} 或 {% %}），不是 SQL。请导入编译后的脚本（dbt compile，目录 target/compiled）。",
        en="It is a template ({{ }} or {% %} of dbt or Airflow), not SQL. Import what it is "
        "compiled to (dbt compile, folder target/compiled).",
    )


def full_width(sign: str) -> str:
    """A full-width sign outside of quotes."""
    return say(
        zh=f"引号之外有全角符号“{sign}”。请改为半角。",
        en=f"There is a full-width {sign} outside of quotes. Use the half-width sign.",
    )


def syntax(said: str) -> str:
    """A statement that sqlglot cannot parse."""
    return say(
        zh=f"语法无法识别（{said}）。请核对语句与 --dialect。",
        en=f"The syntax was not understood ({said}). Check the statement and --dialect.",
    )


def unclosed() -> str:
    """A quote or remark that is not closed."""
    return say(zh="引号或注释没有结束。", en="A quote or remark is not closed.")


def too_long(most: int) -> str:
    """A statement beyond the limit."""
    return say(
        zh=f"语句超过 {most} 个字符，未读取。请拆分。",
        en=f"The statement is longer than {most} characters and was not read. Split it.",
    )


def too_deep() -> str:
    """A statement nested too deeply to be parsed."""
    return say(zh="嵌套过深，未读取。", en="It is nested too deeply and was not read.")


def dynamic() -> str:
    """SQL put together while a routine runs."""
    return say(
        zh="动态 SQL 在运行时才成文，无法读取。请申报其血缘。",
        en="Dynamic SQL is put together when it runs and cannot be read. Declare its lineage.",
    )


def rows(count: int) -> str:
    """Rows of data."""
    return say(
        zh=f"{count} 条语句只含数据，没有来源表，已跳过。",
        en=f"Statements that only hold data and read no table, passed over: {count}.",
    )


def bad_characters() -> str:
    """Something that is no text."""
    return say(
        zh="含有 NUL 字符，不是文本。请核对文件。", en="It has NUL characters and is no text."
    )


def renamed_elsewhere(table: str) -> str:
    """A rename of a table that the script did not create."""
    return say(
        zh=f"表 {table} 不是本脚本所建，改名未入血缘。请在目录中改名。",
        en=f"{table} was not created in this script; its rename is not recorded. Rename it in the "
        "catalog.",
    )


def nameless(place: int) -> str:
    """A computed column of a new table that has no name."""
    return say(
        zh=f"新表第 {place} 列没有名称，各数据库命名不一。请用 AS 命名。",
        en=f"Column {place} of the new table has no name, and databases differ in what they call "
        "it. Name it with AS.",
    )


def more(count: int) -> str:
    """More reasons of the same statement than are told."""
    return say(zh=f"同一语句另有 {count} 处。", en=f"And {count} more in the same statement.")


def no_statement(first: str) -> str:
    """Something that begins like no statement."""
    return say(zh=f"没有以“{first}”开头的语句。", en=f"No statement begins with {first}.")


def more_losses(count: int) -> str:
    """More losses of a script than are told."""
    return say(
        zh=f"另有 {count} 处未列出。请先改正以上各处。",
        en=f"{count} more are not listed. Correct the ones above first.",
    )


def variables() -> str:
    """An INSERT of what variables hold."""
    return say(
        zh="写入的是变量或触发行的值，其来源无法跟踪。请申报其血缘。",
        en="It writes what variables or a trigger's row hold, whose origin cannot be followed. "
        "Declare its lineage.",
    )


def twice(name: str) -> str:
    """A new table with two columns of one name."""
    return say(
        zh=f"新表有两列都叫 {name}。请用 AS 区分。",
        en=f"The new table has two columns called {name}. Tell them apart with AS.",
    )
