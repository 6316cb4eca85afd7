import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graph_catalog.language import Language, speaking
from graph_catalog.matching.lexicon import lexicon
from graph_catalog.matching.reading import qualifier
from graph_catalog.matching.reading.align import align
from graph_catalog.matching.reading.datum import AlignmentResult
from graph_catalog.matching.reading.descriptor import Descriptor
from graph_catalog.matching.reading.method import Method
from graph_catalog.matching.reading.threshold import SURE
from graph_catalog.model.enums.fields import DatumForm


def read(name: str, dataset: str = "", **known: str) -> AlignmentResult:
    return align(Descriptor(name=name, dataset_name=dataset, **known), lexicon.current())


@pytest.mark.parametrize(
    ("name", "dataset", "datum"),
    [
        # The dataset's subject supplies the object that the name lacks.
        ("名称", "企业基本信息", "法人·名称"),
        ("名称", "旅游景区信息", "景区·景区名称"),
        ("名称", "重点建设项目信息", "项目·项目名称"),
        ("姓名", "常住人口信息", "自然人·姓名"),
        ("姓名", "人口_监护人", "自然人·姓名·监护人"),
        ("状态", "机动车信息", "机动车·机动车状态"),
        ("合同起始日期", "劳动合同信息", "劳动合同·合同起始日期"),
        ("地址", "用水用户信息", "公用事业用户·用户地址·用水用户"),
        # A role word changes the datum.
        ("法定代表人姓名", "企业登记信息", "自然人·姓名·法定代表人"),
        ("法定代表人", "企业登记信息", "自然人·姓名·法定代表人"),
        ("法人代表", "物业服务企业名单", "自然人·姓名·法定代表人"),
        ("法人身份证号", "行政处罚信息", "自然人·公民身份号码·法定代表人"),
        ("父亲身份证号", "学生信息", "自然人·公民身份号码·父亲"),
        ("项目联系人", "投资项目信息", "自然人·姓名·项目·联系人"),
        ("联系人", "投资项目信息", "自然人·姓名·项目·联系人"),
        ("联系人", "企业登记信息", "自然人·姓名·法人·联系人"),
        ("班主任姓名", "学生信息", "自然人·姓名·学生·班主任"),
        ("采血人姓名", "献血信息", "自然人·姓名·献血·采血人"),
        ("处罚机关统一社会信用代码", "行政处罚信息", "法人·统一社会信用代码·处罚机关"),
        # Words for the subject itself change nothing.
        ("本人姓名", "门诊病历", "自然人·姓名"),
        ("学生姓名", "高校学生信息", "自然人·姓名"),
        ("申请人身份证号", "低保申请", "自然人·公民身份号码"),
        # Places, by word or by register.
        ("户籍地址", "流动人口信息", "自然人·地址·户籍地"),
        ("现住址", "常住人口信息", "自然人·地址·居住地"),
        ("派出所代码", "常住人口户口簿", "自然人·派出所·户籍地"),
        ("派出所", "流动人口信息", "自然人·派出所·居住地"),
        # Each scheme has data of its own; a licence is one under its names.
        ("发证日期", "食品经营许可证", "证照·发证日期·食品经营许可"),
        ("发证日期", "药品经营许可信息", "证照·发证日期·药品经营许可"),
        ("施工许可证号", "竣工备案信息", "证照·证照编号·施工许可"),
        ("证号", "煤炭经营许可证信息", "证照·证照编号·煤炭经营许可"),
        ("认定日期", "巾帼家政服务企业", "认定·认定日期·巾帼家政服务企业"),
        ("参保状态", "城乡居民医疗保险参保信息", "社会保险参保·参保状态·医疗保险参保"),
        # A bracket names the identifier, the unit or the person meant.
        ("行政相对人代码_1(统一社会信用代码)", "行政处罚", "法人·统一社会信用代码"),
        ("罚款金额（万元）", "行政处罚", "行政处罚·罚款金额"),
        ("联系电话(监护人)", "学生信息", "自然人·联系电话·监护人"),
        ("统一社会信用代码", "", "法人·统一社会信用代码"),
    ],
)
def test_a_field_is_read_as(name: str, dataset: str, datum: str) -> None:
    found = read(name, dataset)
    assert found.datum.text == datum
    assert found.confidence >= SURE


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("性别", DatumForm.VALUE),
        ("性别代码", DatumForm.CODE),
        ("性别名称", DatumForm.NAME),
        ("性别（1男；2女）", DatumForm.CODE),
        ("行业代码中文名称", DatumForm.NAME),
    ],
)
def test_code_and_name_of_one_value_are_one_datum_in_two_forms(name: str, form: DatumForm) -> None:
    plain = name[:2]
    found = read(name, "企业法定代表人信息")
    assert (found.datum, found.form) == (read(plain, "企业法定代表人信息").datum, form)


@pytest.mark.parametrize(
    ("column", "code"),
    [
        ("gmsfhm", "自然人.公民身份号码"),
        ("AAC002", "自然人.公民身份号码"),
        ("XBDM", "自然人.性别"),
        ("hjdz", "自然人.地址"),
        ("jhrxm", "自然人.姓名"),
        ("nsrsbh", "法人.纳税人识别号"),
    ],
)
def test_a_column_name_is_read_where_the_name_says_nothing(column: str, code: str) -> None:
    assert read("字段12", "人员信息", column_name=column).datum.element_code == code
    assert read(column, "人员信息").datum.element_code == code


def test_a_column_carries_the_role_of_its_first_letters() -> None:
    assert read("jhrxm", "学生信息").datum.qualifier == "监护人"


def test_a_mistyped_character_is_forgiven_with_less_confidence() -> None:
    found = read("没收非法财务金额", "行政处罚信息")
    assert (found.datum.attribute, found.method) == ("没收金额", Method.TYPO)
    assert found.confidence < read("没收非法财物金额", "行政处罚信息").confidence


def test_near_words_and_shortened_names_are_understood() -> None:
    assert read("营业期限终止时间", "企业登记信息").datum.attribute == "经营期限止"
    assert read("社会信用统一码", "企业登记信息").datum.element_code != "法人.名称"


def test_the_description_is_read_where_name_and_column_say_nothing() -> None:
    found = read("扩展1", "学生信息", description="监护人身份证号，18位")
    assert (found.datum.text, found.method) == ("自然人·公民身份号码·监护人", Method.DESCRIPTION)


def test_the_describers_own_subject_wins_over_the_datasets_name() -> None:
    assert read("名称", "业务登记表", subject="学校").datum.text == "学校·名称"


def test_what_the_describer_looked_up_wins_over_the_name() -> None:
    found = read("号码", "登记表", element_code="自然人.手机号码", qualifier="监护人")
    assert (found.datum.text, found.confidence) == ("自然人·手机号码·监护人", 1.0)


@pytest.mark.parametrize(
    ("name", "dataset", "written"),
    [
        ("身份证号", "常住人口信息", "本人"),
        ("学号", "中小学学生学籍信息", "本人"),
        ("父亲身份证号", "学生信息", "父亲"),
        ("户籍地址", "常住人口信息", "户籍地"),
        ("企业名称", "企业登记信息", "主体"),
        ("项目名称", "重点建设项目信息", None),
        ("爱好", "常住人口信息", "本人"),
        ("热度", "某某信息", None),
    ],
)
def test_the_qualifier_is_written_out_where_people_and_bodies_have_none(
    name: str, dataset: str, written: str | None
) -> None:
    datum = read(name, dataset).datum
    assert qualifier.written(datum, lexicon.current()) == written


@pytest.mark.parametrize(
    ("name", "dataset", "said", "element", "datum"),
    [
        ("身份证号", "常住人口信息", "本人", "", "自然人·公民身份号码"),
        ("监护人身份证号", "学生信息", "本人", "", "自然人·公民身份号码"),
        ("监护人号码", "学生信息", "本人", "自然人.手机号码", "自然人·手机号码"),
        ("户籍地址", "常住人口信息", "本人", "", "自然人·地址·户籍地"),
        ("企业名称", "企业登记信息", "主体", "", "法人·名称"),
    ],
)
def test_who_says_that_it_is_the_persons_own_means_the_same_datum(
    name: str, dataset: str, said: str, element: str, datum: str
) -> None:
    found = read(name, dataset, qualifier=said, element_code=element)
    assert found.datum.text == datum


@pytest.mark.parametrize(
    "name", ["资产总额是否公示", "性别限制", "学历证书扫描件页数", "原统一社会信用代码备注说明文字"]
)
def test_a_word_that_makes_it_something_else_is_not_overlooked(name: str) -> None:
    assert read(name, "企业年报信息").datum.is_provisional


@pytest.mark.parametrize(
    ("name", "dataset", "datum"),
    [
        # A near word is a word: no 学校 in 校核, no 截止 in 四至, no 编号 in 连号.
        ("校核日期", "行政处罚信息", "行政处罚·校核日期"),
        ("四至边界", "学校招生服务区信息", "学校·四至边界"),
        ("不连号原因", "行政处罚信息", "行政处罚·不连号原因"),
        # Nothing is cut from a longer word.
        ("承租人数", "出租房屋登记信息", "房屋·承租人数"),
        ("建设方案编号年度", "项目建设方案备案登记表", "项目建设方案备案登记·建设方案编号年度"),
        ("用水户联系电话", "用水户基本信息", "用水用户·联系电话"),
        ("批准用地面积", "农村宅基地审批信息", "农村宅基地审批·批准用地面积"),
        ("居住状态", "实有人口信息", "实有人口·居住状态"),
        # What leads a name, or says start or end, is not left out.
        ("收款单位名称", "财政专项资金拨付信息", "财政资金·收款单位名称"),
        ("服务起始日期", "养老服务补贴对象信息", "养老服务补贴对象·服务起始日期"),
        ("救助日期", "临时救助信息", "救助对象·日期"),
        ("产品信息", "食品安全监督抽检信息", "产品抽检·产品信息"),
        # A word in front says whose it is, though the dataset has a subject of its own.
        ("产品名称", "产品质量监督抽查结果信息", "行政检查·产品名称"),
        ("设备状态", "特种设备使用登记信息", "特种设备·状态"),
        ("使用登记日期", "特种设备使用登记信息", "特种设备·使用登记日期"),
        ("收养登记日期", "收养登记信息", "收养·登记日期"),
        ("检查对象类型", "城管执法局检查单公示", "行政检查·对象类型"),
    ],
)
def test_what_the_lexicon_does_not_have_is_not_made_into_what_it_has(
    name: str, dataset: str, datum: str
) -> None:
    found = read(name, dataset)
    assert found.datum.text == datum
    assert found.datum.is_provisional


@pytest.mark.parametrize(
    ("name", "dataset", "datum"),
    [
        ("供应商名称", "政府采购合同信息", "法人·名称·供应商"),
        ("采购人名称", "政府采购合同信息", "法人·名称·采购人"),
        ("用水企业名称", "企业用水量信息", "法人·名称"),
        ("培训机构名称", "校外培训机构信息", "法人·名称"),
    ],
)
def test_a_name_is_of_the_body_that_the_word_before_it_names(
    name: str, dataset: str, datum: str
) -> None:
    found = read(name, dataset)
    assert found.datum.text == datum
    assert found.confidence >= SURE


@pytest.mark.parametrize(
    ("name", "column", "dataset"),
    [
        ("街道名称", "jdmc", "基层治理综合指标信息"),
        ("饲养地址", "sydz", "犬只登记信息"),
        ("评估日期", "pgrq", "风险评估表"),
        ("登记日期", "djrq", "犬只登记信息"),
    ],
)
def test_a_column_that_is_the_initials_of_the_name_adds_nothing_to_it(
    name: str, column: str, dataset: str
) -> None:
    found = read(name, dataset, column_name=column)
    assert found.method != Method.COLUMN
    assert found == read(name, dataset)


@pytest.mark.parametrize(
    ("one", "other", "dataset"),
    [
        ("基本支出", "项目支出", "部门预算公开信息"),
        ("含个人信息标识", "含经营主体标识", "公共数据普查底表"),
        ("交易房屋坐落", "交易坐落", "存量房网签备案信息"),
        ("专任教师数", "专任教职工数", "学校基本信息"),
    ],
)
def test_a_word_within_a_name_tells_two_data_apart(one: str, other: str, dataset: str) -> None:
    assert read(one, dataset).datum != read(other, dataset).datum


def test_a_provisional_datum_is_called_what_people_wrote() -> None:
    one, other = read("预售资金监管账号", "商品房信息"), read("预售资本监管账号", "商品房信息")
    assert one.datum == other.datum
    assert one.datum.key == other.datum.key
    assert one.datum.text.endswith("预售资金监管账号")


@pytest.mark.parametrize("name", ["名称", "编号", "日期", "状态"])
def test_a_general_word_alone_is_never_sure(name: str) -> None:
    assert read(name).confidence < SURE


def test_two_unknown_names_of_a_kind_meet_in_a_provisional_datum() -> None:
    one, other = read("寝室号", "高校学生信息"), read("学生寝室号码", "中职学生信息")
    assert one.datum.is_provisional
    assert one.datum == other.datum


def test_the_number_of_a_row_is_no_datum_of_two_units() -> None:
    one = read("序号", "企业名单", unit_name="商务局")
    other = read("序号", "企业名单", unit_name="经信局")
    assert one.datum != other.datum


def test_a_reading_says_how_it_was_made_in_the_readers_language() -> None:
    found = read("身份证号", "学生信息")
    assert any("同义" in str(reason) for reason in found.reasons)
    with speaking(Language.ENGLISH):
        assert any("another spelling" in str(reason) for reason in found.reasons)


def test_the_datum_is_found_again_by_its_key() -> None:
    assert read("身份证号", "学生信息").datum.key == read("公民身份号码", "人口信息").datum.key


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "***",
        "123456",
        "\x00\x07",
        "<script>alert(1)</script>",
        "姓" * 1000,
        "Name of owner",
    ],
)
def test_odd_names_have_an_answer(name: str) -> None:
    assert 0 <= read(name, "企业信息").confidence <= 1


def test_long_names_that_differ_at_the_end_differ() -> None:
    assert read("说" * 999 + "甲").datum != read("说" * 999 + "乙").datum


def test_a_nameless_field_is_sure_of_nothing() -> None:
    assert read("***", "企业信息").confidence == 0


@given(name=st.text(max_size=60), dataset=st.text(max_size=30), column=st.text(max_size=12))
@example(name="1" * 1000, dataset="(" * 200, column="_" * 50)
def test_any_text_has_an_answer_and_always_the_same(name: str, dataset: str, column: str) -> None:
    descriptor = Descriptor(name=name, dataset_name=dataset, column_name=column)
    found = align(descriptor, lexicon.current())
    assert found == align(descriptor, lexicon.current())
    assert all(0 <= candidate.confidence <= 1 for candidate in found.candidates)


WORDS = st.sampled_from(
    [
        "法定代表人",
        "监护人",
        "企业",
        "学生",
        "处罚",
        "许可证",
        "姓名",
        "编号",
        "日期",
        "代码",
        "原",
        "的",
    ]
)


@given(st.lists(WORDS, min_size=1, max_size=6).map("".join))
def test_any_row_of_known_words_has_an_answer(name: str) -> None:
    assert read(name, "企业信息").candidates
