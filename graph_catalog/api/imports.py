"""`importCatalog`: a catalog file through the front door, as the command line takes it."""

from typing import Annotated, Final

import strawberry

from graph_catalog.entries.imports import imports
from graph_catalog.entries.imports.import_missing import WithdrawMissing
from graph_catalog.entries.imports.import_report import ImportOptions, ImportReport
from graph_catalog.errors import InputFileError
from graph_catalog.gql.context import Info
from graph_catalog.model import payloads
from graph_catalog.model.catalog_sheet import CatalogSheet
from graph_catalog.model.import_arguments import OVER_GRAPHQL
from graph_catalog.model.inputs import texts
from graph_catalog.model.inputs.imports import ImportCatalogInput
from graph_catalog.model.refusals import AnyRefusal, InvalidInput, Refusal
from graph_catalog.record.snapshots import AsOfPoint
from graph_catalog.sheets import catalog_file, column_mapping
from graph_catalog.sheets.column_mapping import ColumnMapping

_LISTED: Final = 1_000
"""Rows held back, and entries missing, that an answer lists at the most."""

ImportCatalogResult = Annotated[
    payloads.ImportCatalogPayload | AnyRefusal,
    strawberry.union("ImportCatalogResult", description="What was imported, or why nothing was."),
]


async def resolve_import_catalog(
    info: Info,
    input: Annotated[
        ImportCatalogInput, strawberry.argument(description="The file, and how to read it.")
    ],
) -> ImportCatalogResult | None:
    """Import a catalog file."""
    given = texts.cleaned(input)
    if isinstance(given, InvalidInput):
        return given
    sheet = _sheet(given)
    if isinstance(sheet, InvalidInput):
        return sheet
    context = info.context
    options = ImportOptions(
        given.unit,
        create_units=given.create_units,
        is_dry_run=given.dry_run,
        accepted=frozenset(given.accept),
        withdraw_missing=None
        if (asked := given.withdraw_missing) is None
        else WithdrawMissing(asked.reason, asked.at_most_percent),
        arguments=OVER_GRAPHQL,
    )
    report = await imports.import_sheet(context.engine, context.viewer, sheet, options)
    if isinstance(report, Refusal):
        return report  # type: ignore[return-value]  # every refusal is one of the six
    context.forget_snapshot()
    return _payload(report, (await context.snapshot(AsOfPoint())).revision)


def _sheet(given: ImportCatalogInput) -> CatalogSheet | InvalidInput:
    argument = OVER_GRAPHQL.columns
    try:
        columns = column_mapping.columns(
            ((pair.column, pair.label) for pair in given.columns), OVER_GRAPHQL
        )
        argument = OVER_GRAPHQL.defaults
        defaults = column_mapping.defaults(
            ((pair.column, pair.value) for pair in given.defaults), OVER_GRAPHQL
        )
        argument = "content"
        mapping = ColumnMapping(columns, defaults, OVER_GRAPHQL)
        return catalog_file.parse(given.file_name, given.content.encode(), mapping)
    except InputFileError as problem:
        return InvalidInput(message=str(problem), path=["input", argument])


def _payload(report: ImportReport, newest: int) -> payloads.ImportCatalogPayload:
    return payloads.ImportCatalogPayload(
        revision=newest if report.revision is None else report.revision,
        warnings=list(report.warnings),
        counts=[
            payloads.ImportCount(name=name, count=count) for name, count in report.counts.items()
        ],
        ambiguities=[
            payloads.AmbiguousIdentity(
                row=each.row,
                entry=each.entry,
                field=each.field,
                change=each.change,
                on_record=list(each.on_record),
                in_file=each.in_file,
                needs_approval=each.needs_approval,
            )
            for each in report.ambiguities[:_LISTED]
        ],
        missing=[
            payloads.MissingEntry(
                key=each.key,
                name=each.name,
                code=each.code,
                provider=each.owner.name,
                is_withdrawn=report.are_withdrawn,
            )
            for each in report.missing[:_LISTED]
        ],
    )
