"""Settings that stand in files."""

from pathlib import Path
from typing import Any

from graph_catalog.language import say


def read_password_file(values: dict[str, Any], prefix: str) -> list[str]:
    """Put the password of the file, where one is named, into `values`; return what is wrong."""
    path: Path | None = values.get("neo4j_password_file")
    if path is None:
        return []
    if "neo4j_password" in values:
        zh = f"{prefix}NEO4J_PASSWORD 与 {prefix}NEO4J_PASSWORD_FILE 只能设置其一。"
        en = f"Set {prefix}NEO4J_PASSWORD or {prefix}NEO4J_PASSWORD_FILE, not both."
        return [say(zh=zh, en=en)]
    try:
        word = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as fault:
        zh = f"{prefix}NEO4J_PASSWORD_FILE 指向的文件 {path} 无法读取：{fault}。"
        en = f"{prefix}NEO4J_PASSWORD_FILE names {path}, which cannot be read: {fault}."
        return [say(zh=zh, en=en)]
    if not word:
        zh = f"{prefix}NEO4J_PASSWORD_FILE 指向的文件 {path} 是空的。请写入口令。"
        en = f"{prefix}NEO4J_PASSWORD_FILE names {path}, which is blank. Put the password there."
        return [say(zh=zh, en=en)]
    values["neo4j_password"] = word
    return []
