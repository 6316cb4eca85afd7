"""Kinds of things with a global id, by their labels in the store."""

from enum import Enum

from graph_catalog.model.worded import worded


@worded(
    "Kinds of things that have a global id.",
    UNIT="单位.",
    SYSTEM="信息系统.",
    DATASET="数据集.",
    FIELD="数据项.",
    ELEMENT="标准数据元.",
    DATUM="数.",
    CONSUMER="使用方.",
    AGREEMENT="共享申请, 利用协议.",
    USAGE="使用.",
    DESIGNATION="定源.",
    EXEMPTION="豁免.",
    RULING="裁定.",
    JOB="作业.",
    PROJECT="信息化项目.",
    COLLECTION_CHECK="采集核查: a check of a plan, kept on its project.",
)
class NodeKind(Enum):
    UNIT = "Unit"
    SYSTEM = "System"
    DATASET = "Dataset"
    FIELD = "Field"
    ELEMENT = "Element"
    DATUM = "Datum"
    CONSUMER = "Consumer"
    AGREEMENT = "Agreement"
    USAGE = "Usage"
    DESIGNATION = "SourceDesignation"
    EXEMPTION = "Exemption"
    RULING = "Ruling"
    JOB = "Job"
    PROJECT = "Project"
    COLLECTION_CHECK = "CollectionCheck"
