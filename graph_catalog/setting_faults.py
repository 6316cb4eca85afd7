"""What is wrong with a setting, as sentences."""

import difflib
from collections.abc import Collection

from graph_catalog import setting_kinds as kinds
from graph_catalog.language import say


def unknown(name: str, known: Collection[str]) -> str:
    """Say that there is no such variable, and which was probably meant."""
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.0)[0]
    return say(
        zh=f"没有名为 {name} 的设置。是否指 {near}？请更正或删除该环境变量。",
        en=f"There is no setting {name}. Did you mean {near}? Correct or remove the variable.",
    )


def not_allowed(name: str, text: str, kind: kinds.SettingKind) -> str:
    """Say what a variable must be; a secret is not shown."""
    shown = "…" if kind is kinds.SECRET else text
    return say(
        zh=f"设置 {name} 的值“{shown}”不可用：应为{kind.zh}。",
        en=f"The setting {name} cannot be “{shown}”: it must be {kind.en}.",
    )
