"""`readForm`: the planned fields in a document, to be looked at and sent to `checkCollection`.

Two steps rather than one: whoever plans sees what was read how before it is judged, and can say which
sheet was meant, or whom a field is about. Nothing is kept.
"""

import asyncio
import base64
import binascii
from typing import Annotated

import strawberry

from graph_catalog.errors import InputFileError
from graph_catalog.gql.context import Info
from graph_catalog.language import say
from graph_catalog.model.form_reading import FormReading
from graph_catalog.model.inputs import texts
from graph_catalog.model.inputs.forms import FormDocumentInput
from graph_catalog.model.refusals import AnyRefusal, InvalidInput
from graph_catalog.sheets.forms.choice import Choice, UnclearFormError

FormResult = Annotated[
    FormReading | AnyRefusal,
    strawberry.union("FormResult", description="What was read, or why nothing was."),
]


async def resolve_read_form(
    info: Info,
    input: Annotated[
        FormDocumentInput, strawberry.argument(description="The document, and what is meant in it.")
    ],
) -> FormResult | None:
    """Read a document."""
    given = texts.cleaned(input)
    if isinstance(given, InvalidInput):
        return given
    content = _content(given)
    if isinstance(content, InvalidInput):
        return content
    choice = Choice(given.sheet, given.table, given.operation, given.dialect)
    try:
        # In a thread: a workbook or script of megabytes takes seconds of the processor.
        read = await asyncio.to_thread(_parse, given.file_name, content, choice)
    except UnclearFormError as problem:
        return InvalidInput(message=str(problem), path=["input", problem.option])
    except InputFileError as problem:
        return InvalidInput(message=str(problem), path=_path(given))
    if read.problems.count:
        return InvalidInput(message=_problems(read), path=_path(given))
    info.context.charge(len(read.fields))
    return read


def _parse(name: str, content: bytes, choice: Choice) -> FormReading:
    # What reads workbooks and scripts takes a fifth of a second to import, which no start should.
    from graph_catalog.sheets.forms import reading  # noqa: PLC0415

    return reading.parse(name, content, choice)


def _content(given: FormDocumentInput) -> bytes | InvalidInput:
    if (given.text is None) == (given.base64 is None):
        return InvalidInput(
            message=say(
                zh="请以 text 或 base64 之一给出文件内容。",
                en="Give the document by text or by base64, by one of them.",
            ),
            path=["input"],
        )
    if given.base64 is None:
        return (given.text or "").encode("utf-8", "replace")
    try:
        return base64.b64decode("".join(given.base64.split()), validate=True)
    except (binascii.Error, ValueError):
        return InvalidInput(
            message=say(
                zh="base64 的内容不是有效的 Base64 编码。请按 RFC 4648 第 4 节编码整个文件。",
                en="base64 holds no Base64. Encode the whole file by RFC 4648 §4.",
            ),
            path=["input", "base64"],
        )


def _path(given: FormDocumentInput) -> list[str]:
    return ["input", "text" if given.base64 is None else "base64"]


def _problems(read: FormReading) -> str:
    problems = read.problems
    problem_text = " ".join(map(str, problems.first[:5]))
    return say(
        zh=f"文件有 {problems.count} 处需要改正：{problem_text}",
        en=f"{problems.count} things in the file are to be corrected: {problem_text}",
    )
