"""Catalog files for tests: rows of the template as CSV."""

import codecs
import csv
import io
from collections.abc import Mapping, Sequence
from typing import Final

NINE = {
    "提供单位": "镇海区民政局",
    "信息系统名称": "社会救助系统",
    "业务名称": "最低生活保障对象",
    "数据项名称": "公民身份号码",
    "存储格式": "数据库",
    "共享属性": "无条件共享",
    "开放属性": "不予开放",
    "提供方式": "市级接口共享",
    "更新周期": "每月",
    "共享期限": "长期",
}
"""A row with the nine attributes and the provider, and nothing else."""


def row(**changes: str) -> dict[str, str]:
    """Make a row that differs from `NINE`."""
    return {**NINE, **changes}


def as_csv(rows: Sequence[Mapping[str, str]], encoding: str = "utf-8") -> bytes:
    """Write rows as a CSV file; the columns are those of all rows."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


_SOUND: Final = as_csv([row()])
_HEADER: Final = _SOUND.split(b"\r\n")[0]
NO_CATALOG: Final[dict[str, tuple[bytes, str, str]]] = {
    "nothing": (b"", "是空的（0 字节）", "is empty (0 bytes)"),
    "mark alone": (codecs.BOM_UTF8, "只有空白单元格", "nothing but blank cells"),
    "blank lines": (b"\r\n  \r\n\t\r\n", "只有空白单元格", "nothing but blank cells"),
    "blank cells": (b',,,\n" ",,,\n', "只有空白单元格", "nothing but blank cells"),
    "header alone": (_HEADER + b"\r\n", "只有第 1 行的表头", "a header in row 1 and no data"),
    "blank rows": (_HEADER + b"\r\n,,,\r\n , \r\n", "只有第 1 行的表头", "no data below it"),
    "other labels": ("甲;乙\n1;2\n".encode(), "没有可识别的表头", "no header that is known"),
    "zero byte": (
        _SOUND.replace("公民".encode(), b"\x00"),
        "第 2 行含有空字节",
        "line 2, has a zero",
    ),
    "UTF-16": (as_csv([row()], "utf-16"), "的编码是 UTF-16", "is UTF-16"),
    "UTF-16 without its mark": (as_csv([row()], "utf-16-le"), "的编码是 UTF-16", "is UTF-16"),
    "UTF-16 of the other order": (as_csv([row()], "utf-16-be"), "的编码是 UTF-16", "is UTF-16"),
    "XLS": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "旧版电子表格（XLS）", "(XLS)"),
    "XLSX": (b"PK\x03\x04" + bytes(64), "电子表格（XLSX）", "(XLSX)"),
    "PDF": (b"%PDF-1.7\n", "PDF 文档", "a PDF"),
    "web page": (b"<html><table><tr><td>1</td></tr></table>", "网页或 XML", "web page or XML"),
    "XML": (b'<?xml version="1.0"?><Workbook/>', "网页或 XML", "web page or XML"),
    "quote": (_SOUND + b'"', "不是有效的 CSV", "is no CSV"),
    "bytes": (b"\xff\xfe\xff\xff", "的编码是 UTF-16", "is UTF-16"),
    "neither encoding": (
        b"a,b\n\xff,1\n",
        "既不是 UTF-8 也不是 GB18030",
        "neither UTF-8 nor GB18030",
    ),
}
"""Files that are none of the template, and what is said of each; `*.csv` is what all of them are called."""
SEPARATED: Final = {
    "comma": ",",
    "semicolon": ";",
    "tab": "\t",
    "，": "，",
    "；": "；",
    "stroke": "|",
}


def separated(separator: str, *, quoted: bool = False) -> bytes:
    """Write the sound file with another separator, which stands in a cell as well."""
    text = io.StringIO(newline="")
    cells = row(信息系统名称=f"甲{separator}乙")
    writer = (
        csv.writer(text, delimiter=separator, quoting=csv.QUOTE_ALL)
        if quoted
        else csv.writer(text, delimiter=separator)
    )
    writer.writerows([list(cells), list(cells.values())])
    return text.getvalue().encode()
