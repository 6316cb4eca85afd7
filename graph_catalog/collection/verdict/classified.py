"""What marks a plan or a field as a state secret, which the catalog takes nothing of (Art. 30).

The rule: a text is classified where it *claims* secrecy for its content, by a grade mark (机密★,
【绝密】, 密级：机密, 秘密级) or by making secrecy what the data are about (国家秘密, 涉密人员,
机密文件). Not classified are: a field that only *asks* about secrecy (是否涉密, 涉密标志, 密级), a
duty to keep quiet (保密协议, 保密承诺), and secrets that are not the state's (商业秘密, 个人秘密).
In doubt the plan is refused: the officer can reword a name, a leak cannot be reworded.
"""

import re

from graph_catalog.matching.lexicon.spelling import normalise

_HARMLESS = re.compile(
    r"(?:商业|技术|个人|工作|贸易|通信|客户|企业|企事业)秘密"
    r"|(?:是否|有无|不|非|未|无)(?:属于?|涉及?|含有?)?(?:国家秘密|涉密|绝密|机密|秘密)(?!级|★)"
    r"|(?:涉密|密级|机密性?)(?:标志|标识|情况|与否|审查|等级|级别|属性|类型|程度)(?!.*(?:名单|清单))"
    r"|(?:保密|脱密|解密|加密|密码|密钥)(?:协议|承诺|承诺书|义务|期限|条款|制度|责任|要求|审查|措施|类型|方式)?"
    r"|机密性"
)
_MARKED = re.compile(
    r"(?:绝密|机密|秘密)\s*(?:级|★|☆|\*)"
    r"|密级\s*[:=]?\s*(?:绝密|机密|秘密)"
    r"|[(\[{【〔]\s*(?:绝密|机密|秘密|涉密|内部涉密)\s*[)\]}】〕]"
    r"|国家秘密|绝密|机密|涉密|国家机密|军事秘密"
)


def classified_markers(text: str) -> tuple[str, ...]:
    """Return the words by which `text` claims to hold a state secret, in order.

    None means that it does not.
    """
    left = _HARMLESS.sub("，", normalise(text))
    return tuple(dict.fromkeys(found[0].strip() for found in _MARKED.finditer(left)))
