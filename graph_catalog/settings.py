"""The settings: one frozen dataclass, read from the environment once, when the program starts.

Whoever needs a setting gets the `Settings` or the value as an argument; nobody else reads the
environment. Each field is annotated with its own documentation (variable, what is allowed, what
for, unit), from which `SETTINGS_REFERENCE`, the page of the docs and the messages are made.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import platformdirs

from graph_catalog import setting_kinds as kinds
from graph_catalog.errors import SettingsError
from graph_catalog.setting_faults import not_allowed, unknown
from graph_catalog.setting_files import read_password_file
from graph_catalog.setting_kinds import Setting

PREFIX = "GRAPH_CATALOG_"

_READ_BY_TESTS_ALONE = frozenset({f"{PREFIX}SHARED"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every setting; options of the command line replace single fields of what `from_environment` returns."""

    neo4j_uri: Annotated[
        str | None,
        Setting(
            kinds.STORE_ADDRESS,
            "要连接的 Neo4j 地址；不设置时使用本机存储。",
            "Address of the Neo4j to use; without it the local store is used.",
        ),
    ] = None
    neo4j_user: Annotated[
        str, Setting(kinds.TEXT, "该 Neo4j 的用户名。", "User at that Neo4j.")
    ] = "neo4j"
    neo4j_password: Annotated[
        str | None,
        Setting(
            kinds.SECRET,
            "该 Neo4j 的口令；没有口令时不作身份认证。",
            "Password at that Neo4j; without one no authentication is sent.",
        ),
    ] = field(default=None, repr=False)
    neo4j_password_file: Annotated[
        Path | None,
        Setting(
            kinds.PATH,
            "存放该口令的文件，用以代替 NEO4J_PASSWORD。",
            "File that holds that password, instead of NEO4J_PASSWORD.",
        ),
    ] = None
    neo4j_database: Annotated[
        str,
        Setting(
            kinds.DATABASE,
            "该 Neo4j 中存放目录的数据库。",
            "Database of that Neo4j that holds the catalog.",
        ),
    ] = "neo4j"
    data: Annotated[
        Path,
        Setting(
            kinds.PATH,
            "本机存储的数据目录；设置 NEO4J_URI 时不用。",
            "Data directory of the local store; not used with NEO4J_URI.",
        ),
    ] = field(default_factory=lambda: platformdirs.user_data_path("graph-catalog"))
    cache: Annotated[
        Path,
        Setting(
            kinds.PATH,
            "下载的程序文件所在目录；可整个复制到不联网的机器上。",
            "Folder of fetched programs; may be copied to a machine without a network.",
        ),
    ] = field(default_factory=lambda: platformdirs.user_cache_path("graph-catalog"))
    maven_repository: Annotated[
        str | None,
        Setting(
            kinds.WEB_ADDRESS,
            "下载 Neo4j 的 Maven 仓库；不设置时依用户的 Maven 设置，再用公共仓库。",
            "Maven repository to fetch Neo4j from; else the user's Maven's, else the public one.",
        ),
    ] = None
    store_heap: Annotated[
        str,
        Setting(
            kinds.HEAP,
            "本机存储的堆内存上限。",
            "The most heap that the local store may take.",
            "MiB (m), GiB (g)",
        ),
    ] = "1g"
    store_pagecache: Annotated[
        str,
        Setting(
            kinds.PAGE_CACHE,
            "本机存储的页缓存上限。",
            "The most page cache that the local store may take.",
            "MiB (m), GiB (g)",
        ),
    ] = "256m"
    disk_floor: Annotated[
        int,
        Setting(
            kinds.within(int, 0, 1_048_576),
            "数据目录所在磁盘的剩余空间低于此值时不再写入，查询照常；0 表示不限。仅用于本机存储。",
            "Below this much free room on the disk of the data directory nothing is written, and questions are "
            "answered; 0 is no floor. For the local store only.",
            "MiB",
        ),
    ] = 128
    clock_bound: Annotated[
        float,
        Setting(
            kinds.within(float, 1, 31_536_000),
            "本服务的时钟与图数据库的时钟、最新修订的时间最多相差多少；超过时不再写入，查询照常。",
            "How far this server's clock may be from the store's, and the newest revision may be ahead; beyond it "
            "nothing is written, and questions are answered.",
            "s",
        ),
    ] = 60.0
    lexicon: Annotated[
        Path | None,
        Setting(
            kinds.PATH,
            "本区自己的词表：与 graph_catalog/lexicon 同样布局的文件夹，或一个数据元 CSV；在自带词表之上补充。",
            "The district's own lexicon, on top of ours: a folder laid out like graph_catalog/lexicon, "
            "or one CSV of elements.",
        ),
    ] = None
    places: Annotated[
        Path | None,
        Setting(
            kinds.PATH,
            "本区自己的地区与人群表（CSV，列同 graph_catalog/places.csv），在自带的表之上补充。",
            "The district's own places and populations, on top of ours: a CSV like graph_catalog/places.csv.",
        ),
    ] = None
    lineage_rules: Annotated[
        Path | None,
        Setting(
            kinds.PATH,
            "血缘事件的映射规则（CSV）：工具所称的命名空间、名称是哪个信息系统、哪个目录条目。",
            "Rules for lineage that tools send (CSV): which system and entry their namespaces and names are.",
        ),
    ] = None
    host: Annotated[
        str, Setting(kinds.TEXT, "服务监听的地址。", "Address that the server listens on.")
    ] = "127.0.0.1"
    port: Annotated[
        int,
        Setting(
            kinds.within(int, 0, 65535),
            "服务监听的端口；0 表示任选空闲端口。",
            "Port that the server listens on; 0 takes a free one.",
        ),
    ] = 8000
    tokens: Annotated[
        Path | None,
        Setting(
            kinds.PATH,
            "访问令牌文件；不设置时为本机模式，只监听回环地址。",
            "File of bearer tokens; without it, local mode, on loopback only.",
        ),
    ] = None
    audit_anchor: Annotated[
        Path | None,
        Setting(
            kinds.PATH,
            "审计日志头定时追加到的文件；应放在图数据库管理员改不到的地方。",
            "File to which the head of the audit log is appended; keep it where those who run the database cannot "
            "write.",
        ),
    ] = None
    audit_anchor_every: Annotated[
        float,
        Setting(
            kinds.within(float, 1, 604_800),
            "隔多久追加一次审计日志头。",
            "How often the head of the audit log is appended.",
            "s",
        ),
    ] = 3600.0
    allowed_hosts: Annotated[
        tuple[str, ...],
        Setting(
            kinds.HOSTS,
            "有令牌文件时所应答的主机名；不设置时应答任何主机名。本机模式只应答 localhost、127.0.0.1 与 [::1]。",
            "Host names that are answered, with a token file; without it any. Local mode answers localhost, "
            "127.0.0.1 and [::1] only.",
        ),
    ] = ()
    allowed_origins: Annotated[
        tuple[str, ...],
        Setting(
            kinds.ORIGINS,
            "除本服务自己的网页外，允许调用它的网页来源。",
            "Origins whose pages may call the server, besides its own.",
        ),
    ] = ()
    query_deadline: Annotated[
        float,
        Setting(
            kinds.within(float, 0.1, 600),
            "存储终止一个查询之前允许它运行的时间。",
            "How long one query may take before the store ends it.",
            "s",
        ),
    ] = 15.0
    max_depth: Annotated[
        int,
        Setting(
            kinds.within(int, 1, 50),
            "一个 GraphQL 请求最多嵌套的层数。",
            "How many levels a GraphQL request may nest.",
        ),
    ] = 12
    max_aliases: Annotated[
        int,
        Setting(
            kinds.within(int, 0, 1000),
            "一个 GraphQL 请求最多使用的别名数。",
            "How many aliases a GraphQL request may have.",
        ),
    ] = 15
    max_tokens: Annotated[
        int,
        Setting(
            kinds.within(int, 100, 100_000),
            "一个 GraphQL 请求最多的词法单元数。",
            "How many lexical tokens a GraphQL request may have.",
        ),
    ] = 2000
    max_page: Annotated[
        int,
        Setting(
            kinds.within(int, 1, 1000),
            "列表一页最多的条数。",
            "How many items one page of a list may have.",
        ),
    ] = 100
    max_body: Annotated[
        int,
        Setting(
            kinds.within(int, 1024, 64 * 1024**2),
            "一个 HTTP 请求正文的最大长度。",
            "The largest body of an HTTP request.",
            "bytes",
        ),
    ] = 256 * 1024
    log_level: Annotated[
        str,
        Setting(
            kinds.one_of("debug", "info", "warning", "error"),
            "日志的详细程度。",
            "How much is logged.",
        ),
    ] = "info"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        """Read every setting from `environment`; a blank variable counts as not set.

        Raises:
            SettingsError: names every variable that is unknown or not allowed, one a line.
        """
        given = {name: text.strip() for name, text in environment.items() if text.strip()}
        known = [variable(name) for name in SETTINGS_REFERENCE]
        ours = {name for name in given if name.startswith(PREFIX)} - _READ_BY_TESTS_ALONE
        faults = [unknown(name, known) for name in sorted(ours.difference(known))]
        values: dict[str, Any] = {}
        for name, setting in SETTINGS_REFERENCE.items():
            if variable(name) not in given:
                continue
            try:
                values[name] = setting.kind.read(given[variable(name)])
            except ValueError:
                faults.append(not_allowed(variable(name), given[variable(name)], setting.kind))
        faults += read_password_file(values, PREFIX)
        if faults:
            raise SettingsError("\n".join(faults))
        return cls(**values)


SETTINGS_REFERENCE: Mapping[str, Setting] = {
    name: hint.__metadata__[0]
    for name, hint in get_type_hints(Settings, include_extras=True).items()
}
"""The documentation of each field of `Settings`, by the field's name, in order."""


def variable(name: str) -> str:
    """Return the environment variable of the field `name`."""
    return PREFIX + name.upper()
