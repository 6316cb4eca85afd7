"""Catalog files for tests: rows of the template as CSV."""

import csv
import io
from collections.abc import Mapping, Sequence

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
