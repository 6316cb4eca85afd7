"""How a character is spoken, without its tone: 码 and 马 are ma.

GB 2312 orders its 3,755 common characters by pinyin, so the place of a character in that code tells
how it is spoken; only the first character of each syllable need be known. Of a character with
several readings it knows one; rarer ones have no answer.
"""

from bisect import bisect_right

_SYLLABLES = """
a:啊 ai:埃 an:鞍 ang:肮 ao:凹 ba:芭 bai:白 ban:斑 bang:邦 bao:苞 bei:杯 ben:奔 beng:崩 bi:逼
bian:鞭 biao:标 bie:鳖 bin:彬 bing:兵 bo:玻 bu:捕 ca:擦 cai:猜 can:餐 cang:苍 cao:操 ce:厕
ceng:层 cha:插 chai:拆 chan:搀 chang:昌 chao:超 che:车 chen:郴 cheng:撑 chi:吃 chong:充
chou:抽 chu:初 chuai:揣 chuan:川 chuang:疮 chui:吹 chun:春 chuo:戳 ci:疵 cong:聪 cou:凑
cu:粗 cuan:蹿 cui:摧 cun:村 cuo:磋 da:搭 dai:呆 dan:耽 dang:当 dao:刀 de:德 deng:蹬 di:堤
dian:颠 diao:碉 die:跌 ding:丁 diu:丢 dong:东 dou:兜 du:督 duan:端 dui:堆 dun:墩 duo:掇 e:蛾
en:恩 er:而 fa:发 fan:藩 fang:坊 fei:菲 fen:芬 feng:丰 fo:佛 fou:否 fu:夫 ga:噶 gai:该
gan:干 gang:冈 gao:篙 ge:哥 gei:给 gen:根 geng:耕 gong:工 gou:钩 gu:辜 gua:刮 guai:乖
guan:棺 guang:光 gui:瑰 gun:辊 guo:锅 ha:哈 hai:骸 han:酣 hang:夯 hao:壕 he:呵 hei:嘿 hen:痕
heng:哼 hong:轰 hou:喉 hu:呼 hua:花 huai:槐 huan:欢 huang:荒 hui:灰 hun:荤 huo:豁 ji:击
jia:嘉 jian:歼 jiang:僵 jiao:蕉 jie:揭 jin:巾 jing:荆 jiong:炯 jiu:揪 ju:鞠 juan:捐 jue:撅
jun:均 ka:喀 kai:开 kan:刊 kang:康 kao:考 ke:坷 ken:肯 keng:坑 kong:空 kou:抠 ku:枯 kua:夸
kuai:块 kuan:宽 kuang:匡 kui:亏 kun:坤 kuo:括 la:垃 lai:莱 lan:蓝 lang:琅 lao:捞 le:勒
lei:雷 leng:棱 li:厘 lia:俩 lian:联 liang:粮 liao:撩 lie:列 lin:琳 ling:玲 liu:溜 long:龙
lou:楼 lu:芦 lv:驴 luan:峦 lve:掠 lun:抡 luo:萝 ma:妈 mai:埋 man:瞒 mang:芒 mao:猫 me:么
mei:玫 men:门 meng:萌 mi:眯 mian:棉 miao:苗 mie:蔑 min:民 ming:明 miu:谬 mo:摸 mou:谋 mu:拇
na:拿 nai:氖 nan:南 nang:囊 nao:挠 ne:呢 nei:馁 nen:嫩 neng:能 ni:妮 nian:蔫 niang:娘
niao:鸟 nie:捏 nin:您 ning:柠 niu:牛 nong:脓 nu:奴 nv:女 nuan:暖 nve:虐 nuo:挪 o:哦 ou:欧
pa:啪 pai:拍 pan:攀 pang:乓 pao:抛 pei:呸 pen:喷 peng:砰 pi:坯 pian:篇 piao:飘 pie:撇 pin:拼
ping:乒 po:坡 pu:扑 qi:期 qia:掐 qian:牵 qiang:枪 qiao:橇 qie:切 qin:钦 qing:青 qiong:琼
qiu:秋 qu:趋 quan:圈 que:缺 qun:裙 ran:然 rang:瓤 rao:饶 re:惹 ren:壬 reng:扔 ri:日 rong:戎
rou:揉 ru:茹 ruan:软 rui:蕊 run:闰 ruo:若 sa:撒 sai:腮 san:三 sang:桑 sao:搔 se:瑟 sen:森
seng:僧 sha:莎 shai:筛 shan:珊 shang:墒 shao:梢 she:奢 shen:砷 sheng:声 shi:师 shou:收
shu:蔬 shua:刷 shuai:摔 shuan:栓 shuang:霜 shui:谁 shun:吮 shuo:说 si:斯 song:松 sou:搜
su:苏 suan:酸 sui:虽 sun:孙 suo:蓑 ta:塌 tai:胎 tan:坍 tang:汤 tao:掏 te:特 teng:藤 ti:梯
tian:天 tiao:挑 tie:贴 ting:厅 tong:通 tou:偷 tu:凸 tuan:湍 tui:推 tun:吞 tuo:拖 wa:挖
wai:歪 wan:豌 wang:汪 wei:威 wen:瘟 weng:嗡 wo:挝 wu:巫 xi:昔 xia:瞎 xian:掀 xiang:相
xiao:萧 xie:楔 xin:薪 xing:星 xiong:兄 xiu:休 xu:墟 xuan:轩 xue:靴 xun:勋 ya:压 yan:焉
yang:殃 yao:邀 ye:椰 yi:一 yin:茵 ying:英 yo:哟 yong:拥 you:幽 yu:迂 yuan:鸳 yue:曰 yun:耘
za:匝 zai:栽 zan:咱 zang:赃 zao:遭 ze:责 zei:贼 zen:怎 zeng:增 zha:扎 zhai:摘 zhan:瞻
zhang:樟 zhao:招 zhe:遮 zhen:珍 zheng:蒸 zhi:芝 zhong:中 zhou:舟 zhu:珠 zhua:抓 zhuai:拽
zhuan:专 zhuang:桩 zhui:椎 zhun:谆 zhuo:捉 zi:兹 zong:鬃 zou:邹 zu:租 zuan:钻 zui:嘴 zun:尊
zuo:昨
"""
"""Each syllable with its first character in GB 2312."""


def _place(character: str) -> int:
    """Return a character's place in GB 2312, 0 where it has none."""
    try:
        code = character.encode("gb2312")
    except UnicodeEncodeError:
        return 0
    return int.from_bytes(code) if len(code) > 1 else 0


_NAMES = [entry.partition(":")[0] for entry in _SYLLABLES.split()]
_STARTS = [_place(entry.partition(":")[2]) for entry in _SYLLABLES.split()]
_LAST_COMMON = 0xD7F9


def of(character: str) -> str | None:
    """Return the syllable of a common Chinese character, None of any other."""
    place = _place(character)
    if not _STARTS[0] <= place <= _LAST_COMMON:
        return None
    return _NAMES[bisect_right(_STARTS, place) - 1]


def are_alike(one: str, other: str) -> bool:
    """Tell whether two characters sound alike: of one syllable, but for -n and -ng."""
    first, second = of(one), of(other)
    return first is not None and second is not None and _open(first) == _open(second)


def _open(syllable: str) -> str:
    return syllable.removesuffix("g") if syllable.endswith("ng") else syllable
