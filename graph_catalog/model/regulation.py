"""Articles of the regulation that answers name, in their own words.

宁波市镇海区公共数据管理办法 (镇政办发〔2020〕79号, in force since 2021-01-01).
"""

from typing import Final

import strawberry

ARTICLES: Final = {
    "第九条": "政府投资建设的信息化项目由区大数据中心出具前期审查意见。",
    "第十条第二款": "公共数据资源目录应当包括业务名称、信息系统名称、数据项名称、存储格式、共享属性、开放属性、提供方式、更新周期、共享期限等内容。",
    "第十条第三款": "可通过数据共享直接获取的公共数据不纳入本单位的公共数据目录。",
    "第十一条": "各单位应根据法定职责,对本单位的公共数据进行梳理,按照资源目录编制规范和要求进行条目编制,形成全区公共数据资源目录。",
    "第十五条第一款": "各单位应当遵循“一数一源、一源多用”的原则,按照法定范围和程序向有关公民、法人和其他组织采集公共数据。",
    "第十五条第二款": "可从其他行政机关和公共服务单位通过共享方式得到的公共数据,不得重复采集。",
    "第十七条": "由各单位按照资源目录中的更新周期要求,将公共数据归集到市大数据中心平台,并对所提供的公共数据及时进行动态更新。",
    "第十八条第一款": "公共数据提供单位是数据质量责任主体,在收到问题反馈之日起5个工作日内完成问题数据的处理。",
    "第十九条第一款": "公共数据按照共享属性分为三类:无条件共享类、受限共享类和非共享类。",
    "第十九条第二款": "属于受限共享类和非共享类的公共数据,可以经脱敏等处理后向行政机关和公共服务单位提供。",
    "第十九条第三款": "列入受限共享类和非共享类公共数据范围的,应当说明理由,并提供法律、法规和规章依据。",
    "第二十条": "各单位应当主动将无条件共享类和受限共享类的公共数据向市公共数据管理工作平台提供。",
    "第二十一条": "要求使用无条件共享类公共数据的,需向区大数据中心填报数据使用申请表,说明申请资源名称、应用场景、共享方式等内容。",
    "第二十二条": "对于拟新建的区级信息化项目,各单位应当依托市级平台获取公共数据,不得以线下交换等方式共享数据;对于已建成的、采用线下交换数据方式的项目,通过逐步改造,调整为市级平台调用数据。",
    "第二十四条": "各单位与公民、法人以及其他组织开展公共数据合作时,需经区大数据中心上报,征得市大数据主管部门及数据提供单位的同意,并签订书面数据利用协议和数据安全承诺。",
    "第三十条": "涉及国家秘密与安全的公共数据,依照相关法律、法规执行。",
}


@strawberry.type(description="A provision of the regulation or of another law.")
class LegalProvision:
    article: str = strawberry.field(description="e.g. 第十五条第二款.")
    text: str = strawberry.field(description="What it says.")
    law: str = strawberry.field(default="宁波市镇海区公共数据管理办法", description="Of which law.")


def provision(article: str) -> LegalProvision:
    """Return an article with its text; an article without a text here is named alone."""
    return LegalProvision(article=article, text=ARTICLES.get(article, ""))
