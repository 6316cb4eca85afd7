"""What graphql-core says of a document or a variable that does not fit, in the caller's language.

graphql-core speaks English only. In Chinese its own sentence follows in brackets: it is what clients' manuals and search
engines know. Of a sentence that is not in the table, the Chinese says which kind of trouble it tells of.
"""

import re
from collections.abc import Iterator
from typing import Final

from graph_catalog.language import Language, current

_TABLE: Final = (
    # Syntax
    (r"Syntax Error: Expected (.+), found <EOF>\.", "query 在此处中断，还缺 {0}。"),
    (r"Syntax Error: Expected (.+), found (.+)\.", "语法错误：此处应为 {0}，却是 {1}。"),
    (r"Syntax Error: Unexpected <EOF>\.", "query 为空或在此处中断。"),
    (r"Syntax Error: Unexpected description, .*", "语法错误：此处不能写描述。"),
    (r"Syntax Error: Document contains more than (.+) (comments|tokens)\..*", "query 过长：{1} 超过 {0} 个。"),
    (r"Syntax Error: Source contains more than (.+) code points\..*", "query 过长：超过 {0} 个字符。"),
    (r"Syntax Error: Document is nested too deeply\..*", "query 嵌套过深。"),
    (r"Syntax Error: (.+) is reserved and cannot be used for an enum value\.", "语法错误：{0} 是保留字，不能作枚举的值。"),
    (r"Syntax Error: Unexpected character: (.+)\.", "语法错误：此处不能有字符 {0}。"),
    (
        r"Syntax Error: Unexpected variable '(.+)' in constant value\.",
        "语法错误：默认值中不能使用变量 {0}。",
    ),
    (r"Syntax Error: Unexpected single quote character.*", '语法错误：字符串请用双引号（"）。'),
    (r"Syntax Error: Unterminated string\.", "语法错误：字符串缺少结尾的双引号。"),
    (r"Syntax Error: Invalid number.*", "语法错误：数字的写法不对。"),
    (r"Syntax Error: Invalid (?:Unicode|character) escape sequence: (.+)\.", "语法错误：字符串中的转义 {0} 不对。"),
    (r"Syntax Error: Unexpected '\.\.', did you mean '\.\.\.'\?", "语法错误：此处应为 ...（三个点）。"),
    (r"Syntax Error: Invalid character(?: within String)?: (.+)\.", "语法错误：不能有字符 {0}。"),
    (r"Syntax Error: Unexpected (.+)\.", "语法错误：此处不能是 {0}。"),
    # What is selected
    (r"Cannot query field '(.*?)' on type '(.*?)'\..*", "类型 {1} 没有字段 {0}。"),
    (
        r"Field '(.*?)' of type '(.*?)' must have a selection of subfields\..*",
        "字段 {0} 的类型是 {1}，须用 {{ … }} 选取其下的字段。",
    ),
    (
        r"Field '(.*?)' of type '(.*?)' must have at least one field selected\.",
        "字段 {0} 的类型是 {1}，其下至少须选取一个字段。",
    ),
    (
        r"Field '(.*?)' must not have a selection since type '(.*?)' has no subfields\.",
        "字段 {0} 的类型是 {1}，其下没有字段可选。",
    ),
    (
        r"Fields '(.*?)' conflict because .*",
        "同一处两次选取的 {0} 不是同一字段，或参数不同；如需两者，请各用一个别名。",
    ),
    (r"Spreads '(.*?)' conflict because .*", "同一处两次引用片段 {0}，而参数不同。"),
    (r"Selections are nested too deeply\..*", "选取的字段嵌套过深。"),
    (
        r"(?:Anonymous Subscription|Subscription '.+?') must .*",
        "一个订阅只能选取一个顶层字段，且不能是 __schema 之类，也不能用 @skip、@include。",
    ),
    # Arguments
    (r"Unknown argument '(.*?)' on field '(.*?)'\..*", "字段 {1} 没有参数 {0}。"),
    (r"Unknown argument '(.*?)' on directive '(.*?)'\..*", "指令 {1} 没有参数 {0}。"),
    (r"Unknown argument '(.*?)' on fragment '(.*?)'\..*", "片段 {1} 没有参数 {0}。"),
    (r"Fragment '(.*?)' argument '(.*?)' of type '(.*?)' is required, .*", "片段 {0} 缺少必填参数 {1}（类型 {2}）。"),
    (
        r"Argument '(.+?)\((.+?):\)' of type '(.*?)' is required, but it was not provided\.",
        "{0} 缺少必填参数 {1}（类型 {2}）。",
    ),
    (r"(?:Argument|Field) '(.*?)' of required type '(.*?)' was not provided\.", "缺少必填的 {0}（类型 {1}）。"),
    (r"Argument '(.*?)' has invalid value at \.?(.+?): (.+)", "参数 {0} 中 {1} 的值不对：{2}"),
    (r"Argument '(.*?)' has invalid value: (.+)", "参数 {0} 的值不对：{1}"),
    (r"There can be only one argument named '(.*?)'\.", "参数 {0} 给了两次。"),
    (r"There can be only one input field named '(.*?)'\.", "输入对象中 {0} 给了两次。"),
    # Variables
    (r"Variable '(.*?)' has invalid (?:default )?value at \.?(.+?): (.+)", "变量 {0} 中 {1} 的值不对：{2}"),
    (r"Variable '(.*?)' has invalid (?:default )?value: (.+)", "变量 {0} 的值不对：{1}"),
    (r"Variable '(.*?)' is not defined(?: by operation '(?:.+?)')?\.", "变量 {0} 没有在操作中声明。"),
    (r"Variable '(.*?)' is never used.*", "变量 {0} 声明了却没有使用。"),
    (
        r"Variable '(.*?)' of type '(.*?)' used in position expecting type '(.*?)'\.",
        "变量 {0} 声明为 {1}，而使用处要求 {2}。",
    ),
    (
        r"Variable '(.*?)' (?:is of type '.+?' but )?must be non-nullable to be used for OneOf Input Object '(.*?)'\.",
        "变量 {0} 用于 {1}，须声明为非空类型。",
    ),
    (
        r"Variable '(.*?)' (?:cannot be non-input type|expected value of type) '(.*?)'.*",
        "变量 {0} 不能声明为 {1}：它不是输入类型。",
    ),
    (r"There can be only one variable named '(.*?)'\.", "变量 {0} 声明了两次。"),
    (r"Variable values are nested too deeply\.", "变量嵌套过深。"),
    (r"(?:Too many validation errors, .*|Validation aborted\.)", "错误过多，只列出前几处。"),
    (r"Too many errors processing variables.*", "变量中的错误过多，只列出前几处。"),
    (r"Variable '(.*?)' got invalid value (.+?); Expected non-nullable type '(.*?)' not to be null\.", "变量 {0} 的值不对：此处（类型 {2}）不能为 null。"),
    # Values
    (
        r"Expected value of non-null type '(.*?)' not to be None\.",
        "此处（类型 {0}）不能为 null。",
    ),
    (
        r"Expected a value of non-null type '(.*?)' to be provided\.",
        "此处（类型 {0}）必须给值。",
    ),
    (
        r"Expected value of type '(.*?)' to be an object, found: (.+)\.",
        "此处应为 {0} 的输入对象，却是 {1}。",
    ),
    (
        r"Expected value of type '(.*?)' to include required field '(.*?)', found: .*",
        "{0} 缺少必填的 {1}。",
    ),
    (
        r"Expected value of type '(.*?)' not to include unknown field '(.*?)'.*",
        "{0} 没有 {1}。",
    ),
    (
        r"Within OneOf Input Object type '(.*?)', exactly one field must be specified.*",
        "{0} 须且只能给出一项，且不能为 null。",
    ),
    (r"OneOf Input Object '(.*?)' must specify exactly one key\.", "{0} 须且只能给出一项。"),
    (r"(?:Field|Value for member field) '(.*?)' must be non-null\.?", "{0} 不能为 null。"),
    (
        r"Expected value of type '(.*?)', but encountered error '(.+)'; found: (.+)\.",
        "此处应为 {0}，却是 {2}：{1}",
    ),
    (r"Expected variable '(.*?)' provided to (?:field '.+?' for OneOf Input Object )?(?:non-null )?type '(.*?)' .*", "变量 {0} 须有值（类型 {1}）。"),
    (r"Expected value of type '(.*?)'(?: to be valid)?(?:, found:?| but got:) (.+?)\.?", "此处应为 {0}，却是 {1}。"),
    (r"Value '(.*?)' does not exist in '(.*?)' enum\..*", "枚举 {1} 没有 {0}。"),
    (r"Enum '(.*?)' cannot represent (?:non-enum|non-string) value: (.+?)\..*", "{1} 不是枚举 {0} 的值。"),
    (r"Int cannot represent non 32-bit signed integer value: (.+)", "{0} 超出 Int（32 位整数）的范围。"),
    (r"(Int|Float|String|Boolean|ID) cannot represent .*?value: (.+)", "{1} 不是 {0}。"),
    (r"Maximum introspection depth exceeded", "内省查询嵌套过深。"),
    # What the catalog itself failed to give
    (r"Cannot return null for non-nullable field (.+)\.", "目录未能给出字段 {0}，而它不能为 null。"),
    (r"Expected Iterable, but did not find one for field '(.*?)'\.", "目录未能给出字段 {0} 的列表。"),
    (
        r"(?:Abstract type|Runtime Object type|Cannot complete value|Expected `|Unexpected error value|Subscription field must|Enum '.*?' cannot represent value:|GraphQL execution failed).*",
        "目录未能给出这一部分。",
    ),
    # Operations and fragments
    (r"This anonymous operation must be the only defined operation\.", "有多个操作时，每个都须有名称。"),
    (r"There can be only one operation named '(.*?)'\.", "操作名 {0} 用了两次。"),
    (r"There can be only one fragment named '(.*?)'\.", "片段名 {0} 用了两次。"),
    (r"Unknown fragment '(.*?)'\.", "没有名为 {0} 的片段。"),
    (r"Fragment '(.*?)' is never used\.", "片段 {0} 没有使用。"),
    (r"Cannot spread fragment '(.*?)' within itself.*", "片段 {0} 引用了自身。"),
    (
        r"Fragment (?:'(?:.+?)' )?cannot be spread here as objects of type '(.*?)' can never be of type '(.*?)'\.",
        "此处的对象属于 {0}，不会是 {1}，片段用不上。",
    ),
    (r"Fragment (?:'(?:.+?)' )?cannot condition on non composite type '(.*?)'\.", "片段不能用在 {0} 上：它没有字段。"),
    (r"Unknown type '(.*?)'\..*", "没有名为 {0} 的类型。"),
    (r"The (.+?) definition is not executable\.", "query 中只能有操作与片段，不能有 {0} 的定义。"),
    (r"Unknown operation named '(.*?)'\.", "query 中没有名为 {0} 的操作。"),
    (
        r"Must provide operation name if query contains multiple operations\.",
        "query 中有多个操作，请用 operationName 指明一个。",
    ),
    (r"Must provide an operation\.", "query 中没有操作。"),
    (r"Expected subscription operation\.", "此处应为订阅操作。"),
    (r"The subscription field '(.*?)' is not defined\.", "没有订阅 {0}。"),
    (r"Schema is not configured to execute (.+?) operation\.", "目录没有 {0} 操作。"),
    (r"The (.+?) operation is not supported by the schema\.", "目录没有 {0} 操作。"),
    # Directives
    (
        r"(?:.*unexpectedly (?:produce multiple payloads|contains experimental directives).*|`?@?(?:[Dd]efer|[Ss]tream)`? directive .*|(?:\w+ directive|Defer/Stream directive) label .*|initialCount must be .*)",
        "目录不支持指令 @defer 与 @stream。",
    ),
    (r"Unknown directive '(.*?)'\.", "没有名为 {0} 的指令。"),
    (r"Directive '(.*?)' may not be used on .*", "指令 {0} 不能用在此处。"),
    (r"The directive '(.*?)' can only be used once at this location\.", "指令 {0} 在此处只能用一次。"),
)  # fmt: skip
_PATTERNS: Final = tuple((re.compile(pattern, re.DOTALL), chinese) for pattern, chinese in _TABLE)


def in_the_callers_language(message: str, *, is_syntax: bool = False) -> str:
    """Return a sentence of graphql-core for the caller."""
    if current() is Language.ENGLISH:
        return message
    chinese = translated(message)
    if chinese is None:
        return f"{'query 不合 GraphQL 语法' if is_syntax else '请求与 schema 不符'}：{message}"
    return f"{chinese}（{message}）"


def translated(message: str) -> str | None:
    """Return a sentence of graphql-core in Chinese, None for one that is not in the table."""
    for pattern, chinese in _PATTERNS:
        if (found := pattern.fullmatch(message)) is not None:
            return chinese.format(*_parts(found, chinese))
    return None


def _parts(found: re.Match[str], chinese: str) -> Iterator[str]:
    """Yield what stands in a sentence; the last part of some is a sentence of its own."""
    last = len(found.groups())
    for number, part in enumerate(found.groups(), start=1):
        holds_a_sentence = number == last and chinese.endswith("}")
        yield (translated(part) or part) if holds_a_sentence else part
