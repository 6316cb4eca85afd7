"""Enums of who uses data, by which right and for what (Art. 21, 23, 24)."""

from enum import Enum

from graph_catalog.model.worded import worded


@worded(
    "使用方 kinds: a unit, a citizen, an enterprise or other organisation (Art. 24), a service.",
    UNIT="单位.",
    ENTERPRISE="企业.",
    ORGANIZATION="其他组织.",
    CITIZEN="公民.",
    SERVICE="应用服务.",
)
class ConsumerKind(Enum):
    UNIT = "UNIT"
    ENTERPRISE = "ENTERPRISE"
    ORGANIZATION = "ORGANIZATION"
    CITIZEN = "CITIZEN"
    SERVICE = "SERVICE"


@worded(
    "共享申请 (Art. 21) or 数据利用协议 (Art. 24).",
    SHARING_REQUEST="共享申请.",
    DATA_USE="数据利用协议.",
)
class AgreementKind(Enum):
    SHARING_REQUEST = "SHARING_REQUEST"
    DATA_USE = "DATA_USE"


@worded(
    "How a request or an agreement stands at the instant asked about: what was decided, and whether its time is over.",
    PENDING="待答复.",
    GRANTED="已同意: granted, and not ended; in force from validFrom on.",
    REFUSED="已拒绝.",
    ENDED="已终止 or 到期: past its validTo, or a request that was taken back.",
)
class AgreementStatus(Enum):
    PENDING = "PENDING"
    GRANTED = "GRANTED"
    REFUSED = "REFUSED"
    ENDED = "ENDED"


@worded("What is decided on a request.", GRANTED="同意.", REFUSED="拒绝.")
class AgreementDecision(Enum):
    GRANTED = "GRANTED"
    REFUSED = "REFUSED"


@worded(
    "应用领域 (Art. 23): 经济调节, 市场监管, 社会管理, 公共服务, 生态环境.",
    ECONOMIC_REGULATION="经济调节.",
    MARKET_SUPERVISION="市场监管.",
    SOCIAL_MANAGEMENT="社会管理.",
    PUBLIC_SERVICE="公共服务.",
    ECOLOGY="生态环境.",
)
class UsageDomain(Enum):
    ECONOMIC_REGULATION = "ECONOMIC_REGULATION"
    MARKET_SUPERVISION = "MARKET_SUPERVISION"
    SOCIAL_MANAGEMENT = "SOCIAL_MANAGEMENT"
    PUBLIC_SERVICE = "PUBLIC_SERVICE"
    ECOLOGY = "ECOLOGY"
