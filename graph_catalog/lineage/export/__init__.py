"""Lineage as files, one module a format: the same question at the same snapshot gives the same bytes.

Every file says in its first lines whether it is whole. Their words are Chinese, whoever asks: a file goes on to others.
"""

from graph_catalog.lineage.export.formats import FORMATS, Format, LineageFormat, unfit, write

__all__ = ["FORMATS", "Format", "LineageFormat", "unfit", "write"]
