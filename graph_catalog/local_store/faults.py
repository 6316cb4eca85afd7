"""Why there is no local store, as sentences: from the system's errors and Neo4j's last words."""

import errno
import re
from pathlib import Path

from graph_catalog.errors import LocalStoreError
from graph_catalog.language import say

_PORT_TAKEN = re.compile(r"Address already in use|BindException|PortBindException")
_QUOTED_LINES = 6


def of_system(fault: OSError, path: Path) -> LocalStoreError:
    """Say what an `OSError` at `path` means for who wants a store there."""
    if fault.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return LocalStoreError(
            say(
                zh=f"{path} 不可写。请授予写权限，或用 --data 指定另一个目录。",
                en=f"{path} cannot be written. Allow writing, or name another one by --data.",
            )
        )
    if fault.errno in {errno.ENOSPC, errno.EDQUOT}:
        return disk_full(path)
    if fault.errno in {errno.EEXIST, errno.ENOTDIR}:
        return LocalStoreError(
            say(
                zh=f"{path} 不是目录。请用 --data 指定一个目录。",
                en=f"{path} is not a directory. Name one by --data.",
            )
        )
    return LocalStoreError(
        say(
            zh=f"{path} 无法使用：{fault.strerror}。请更正，或用 --data 指定另一个目录。",
            en=f"{path} cannot be used: {fault.strerror}. Mend it, or name another one by --data.",
        )
    )


def disk_full(path: Path) -> LocalStoreError:
    """Say that the disk below `path` is full."""
    return LocalStoreError(
        say(
            zh=f"{path} 所在磁盘已满。请腾出空间后重试。",
            en=f"The disk of {path} is full. Make room there, then try again.",
        )
    )


def held_by_another(data: Path, pid: int) -> LocalStoreError:
    """Say that a Neo4j which is not ours works on `data`."""
    return LocalStoreError(
        say(
            zh=f"数据目录 {data} 正被另一个 Neo4j（进程 {pid}）使用。"
            "请先停止它，或用 --data 指定另一个目录。",
            en=f"Another Neo4j (process {pid}) is using the data directory {data}. "
            "Stop it, or name another directory by --data.",
        )
    )


def newer_release(data: Path) -> LocalStoreError:
    """Say that `data` was written by a later program than this."""
    return LocalStoreError(
        say(
            zh=f"数据目录 {data} 由更新版本的 graph-catalog 写成，未作改动。"
            "请升级 graph-catalog，或用 --data 指定另一个目录。",
            en=f"A newer release of graph-catalog wrote the data directory {data}; it was left "
            "as it is. Upgrade graph-catalog, or name another directory by --data.",
        )
    )


def foreign(path: Path) -> LocalStoreError:
    """Say that the directory has somebody else's files in it."""
    return LocalStoreError(
        say(
            zh=f"目录 {path} 中已有别的文件，未作改动。请用 --data 指定一个空目录或新目录。",
            en=f"The directory {path} holds other files and was left as it is. Name an empty or a "
            "new one by --data.",
        )
    )


def lost_password(path: Path) -> LocalStoreError:
    """Say that there is a database, but not the file with its password."""
    return LocalStoreError(
        say(
            zh=f"数据库已存在，但口令文件 {path} 缺失或为空。请从备份恢复该文件。",
            en=f"There is a database, but its password file {path} is missing or blank. Restore "
            "that file from a backup.",
        )
    )


def not_installed(detail: str) -> LocalStoreError:
    """Say what of the local store is missing."""
    return LocalStoreError(
        say(
            zh=f"本机存储尚未安装：缺少 {detail}。请运行 make setup，"
            "或运行 pip install 'graph-catalog[local]' 和 graph-catalog store install。",
            en=f"The local store is not installed: {detail} is missing. Run make setup, or "
            "pip install 'graph-catalog[local]' and graph-catalog store install.",
        )
    )


def wrong_jar(name: str, source: str) -> LocalStoreError:
    """Say that what came is not what was locked."""
    return LocalStoreError(
        say(
            zh=f"从 {source} 取得的 {name} 与锁定的 SHA-256 不符，已丢弃。"
            "请检查该仓库或代理后重试。",
            en=f"{name}, as it came from {source}, has another SHA-256 than the locked one and was "
            "thrown away. Check that repository, or the proxy, and try again.",
        )
    )


def not_fetched(name: str, reason: str) -> LocalStoreError:
    """Say that a jar could not be fetched."""
    return LocalStoreError(
        say(
            zh=f"无法下载 {name}（{reason}）。请检查网络后重试，已下载的部分会保留；"
            "无网络的机器可复制另一台机器上的缓存目录（GRAPH_CATALOG_CACHE）。",
            en=f"{name} could not be fetched ({reason}). Check the network and try again; what was "
            "fetched is kept. Without a network, copy the cache folder of another machine "
            "(GRAPH_CATALOG_CACHE).",
        )
    )


def broken_file(path: Path, reason: str) -> LocalStoreError:
    """Say that a file of the user's cannot be read."""
    return LocalStoreError(
        say(
            zh=f"文件 {path} 无法读取：{reason}。请更正该文件。",
            en=f"The file {path} cannot be read: {reason}. Mend it.",
        )
    )


def wrong_platform(platform: str) -> LocalStoreError:
    """Say that this system cannot run the local store."""
    return LocalStoreError(
        say(
            zh=f"本机存储只能在 Linux 上运行（此系统为 {platform}）。"
            "请用 GRAPH_CATALOG_NEO4J_URI 指定一个 Neo4j。",
            en=f"The local store runs on Linux only (this is {platform}). Name a Neo4j by "
            "GRAPH_CATALOG_NEO4J_URI.",
        )
    )


def busy(data: Path) -> LocalStoreError:
    """Say that somebody else has been starting or stopping the store for too long."""
    return LocalStoreError(
        say(
            zh=f"另一个进程正在启动或停止 {data} 的存储，迟迟没有结束。请稍后重试。",
            en=f"Another process has been starting or stopping the store of {data} for long. "
            "Try again later.",
        )
    )


def hangs(data: Path, seconds: float) -> LocalStoreError:
    """Say that the store runs and says nothing."""
    return LocalStoreError(
        say(
            zh=f"{data} 的存储正在运行，但 {seconds:g} 秒内没有应答（停滞）。请用 graph-catalog store stop 结束它，再重试；"
            "已确认的更改不会丢失。",
            en=f"The store of {data} runs and has said nothing for {seconds:g} s: it hangs. End it by graph-catalog store stop, "
            "then try again; nothing acknowledged is lost.",
        )
    )


def lost_port(log: str) -> bool:
    """Whether Neo4j ended because somebody else took the port first: worth another try."""
    return _PORT_TAKEN.search(log) is not None


def of_log(log: str, data: Path) -> LocalStoreError:
    """Say why Neo4j did not start, quoting the end of its log, but no stack trace."""
    if "No space left on device" in log:
        return disk_full(data)
    if re.search(r"Could not reserve enough space|insufficient memory|OutOfMemoryError", log):
        return LocalStoreError(
            say(
                zh="内存不足，本机存储无法启动。请释放内存，或调小 GRAPH_CATALOG_STORE_HEAP。",
                en="There is too little memory to start the local store. Free some, or lower "
                "GRAPH_CATALOG_STORE_HEAP.",
            )
        )
    quoted = "\n".join(f"  {line}" for line in _telling(log))
    return LocalStoreError(
        say(
            zh=f"数据目录 {data} 的 Neo4j 未能启动。它最后写道：\n{quoted}",
            en=f"Neo4j did not start on the data directory {data}. Its last words:\n{quoted}",
        )
    )


def _telling(log: str) -> list[str]:
    lines = [line.rstrip() for line in log.splitlines()]
    log_lines = [
        line for line in lines if line and not re.match(r"\s+at |\s*\.\.\. \d+ more", line)
    ]
    return log_lines[-_QUOTED_LINES:]
