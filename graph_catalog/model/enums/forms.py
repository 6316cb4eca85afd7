"""Enums of what a unit brings: forms, tables and interfaces as documents."""

from enum import Enum

from graph_catalog.model.worded import worded


@worded(
    "As what a document of a form was read.",
    PASTED_LIST="Names of fields, one a line or parted by 、 , ; or tabs.",
    FIELD_SHEET="A sheet with a row for each field, under a header that says 数据项名称 or the like.",
    BLANK_FORM="A form to fill in: labels beside or above blanks.",
    LEDGER="A register whose header row has the names; what stands below was not read.",
    TABLE_SCRIPT="CREATE TABLE statements.",
    JSON_SCHEMA="A JSON Schema.",
    OPEN_API="The body that an operation of an OpenAPI document takes.",
)
class FormKind(Enum):
    PASTED_LIST = "PASTED_LIST"
    FIELD_SHEET = "FIELD_SHEET"
    BLANK_FORM = "BLANK_FORM"
    LEDGER = "LEDGER"
    TABLE_SCRIPT = "TABLE_SCRIPT"
    JSON_SCHEMA = "JSON_SCHEMA"
    OPEN_API = "OPEN_API"


@worded(
    "The dialect of a table script.",
    MYSQL="MySQL and its kin, e.g. MariaDB, OceanBase.",
    POSTGRESQL="PostgreSQL and its kin, e.g. 人大金仓, openGauss.",
    ORACLE="Oracle.",
    DAMENG="达梦; read as Oracle is.",
)
class ScriptDialect(Enum):
    MYSQL = "MYSQL"
    POSTGRESQL = "POSTGRESQL"
    ORACLE = "ORACLE"
    DAMENG = "DAMENG"
