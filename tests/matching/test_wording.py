"""How one and the same name is written, and whose a name that says little is."""

import pytest

from graph_catalog.matching.lexicon import lexicon
from graph_catalog.matching.reading.align import align
from graph_catalog.matching.reading.datum import AlignmentResult
from graph_catalog.matching.reading.descriptor import Descriptor
from graph_catalog.matching.reading.threshold import SURE
from graph_catalog.model.enums.fields import DatumForm


def read(name: str, dataset: str) -> AlignmentResult:
    return align(Descriptor(name, dataset), lexicon.current())


@pytest.mark.parametrize(
    ("written", "plain", "dataset"),
    [
        ("注册资本（万元）", "注册资本", "企业登记信息"),
        ("注册资本万元", "注册资本", "企业登记信息"),
        ("占地面积m²", "占地面积", "学校信息"),
        ("占地面积平方米", "占地面积", "学校信息"),
        ("身高cm", "身高", "人口信息"),
        ("新增产值万元", "新增产值", "两化融合企业信息"),
        ("營業執照註冊號", "营业执照注册号", "企业登记信息"),
        ("聯絡電話", "联系电话", "人口信息"),
        ("Ｅ－ｍａｉｌ", "电子邮箱", "人口信息"),
        ("性别_MC", "性别", "人口信息"),
    ],
)
def test_what_is_written_otherwise_is_the_same_datum(
    written: str, plain: str, dataset: str
) -> None:
    assert read(written, dataset).datum == read(plain, dataset).datum


def test_a_unit_is_cut_from_what_is_measured_only() -> None:
    assert read("联系人", "企业登记信息").datum.text == "自然人·姓名·法人·联系人"


def test_a_part_of_an_address_is_not_the_address() -> None:
    assert read("经营地址（区）", "企业信息").datum != read("经营地址", "企业信息").datum


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("企业类型（代码）", DatumForm.CODE),
        ("企业类型（名称）", DatumForm.NAME),
        ("企业类型_DM", DatumForm.CODE),
        ("企业类型", DatumForm.VALUE),
    ],
)
def test_a_form_in_brackets_is_a_form(name: str, form: DatumForm) -> None:
    found = read(name, "企业登记信息")
    assert (found.datum.text, found.form) == ("法人·企业类型", form)


@pytest.mark.parametrize(
    ("name", "dataset", "datum"),
    [
        ("姓名", "学生信息", "自然人·姓名"),
        ("姓名", "行政处罚信息", "行政相对人·名称"),
        ("名称", "社区卫生服务中心信息", "医疗机构·名称"),
        ("状态", "行政处罚信息", "行政处罚·案件状态"),
        ("编号", "重点建设项目信息", "项目·项目编号·重点建设项目"),
        ("日期", "食品经营许可证信息", "证照·发证日期·食品经营许可"),
        ("日期", "劳动合同备案信息", "备案·备案日期·劳动合同备案"),
    ],
)
def test_a_general_word_alone_takes_its_object_from_the_dataset(
    name: str, dataset: str, datum: str
) -> None:
    found = read(name, dataset)
    assert found.datum.text == datum
    assert found.confidence >= SURE


@pytest.mark.parametrize(
    ("name", "dataset"),
    [
        ("姓名", "公园名录"),  # somebody's, but whose?
        ("姓名", "企业登记信息"),
        ("名称", "食品经营许可证信息"),  # the licence's or its holder's
        ("名称", "行政处罚信息"),  # the case's or the punished firm's
    ],
)
def test_a_general_word_that_may_be_two_things_is_not_sure(name: str, dataset: str) -> None:
    assert read(name, dataset).confidence < SURE


@pytest.mark.parametrize(
    ("name", "dataset"),
    [
        ("名称", "学校食堂名录"),
        ("编号", "机动车登记信息"),
        ("生产规模", "农产品生产主体目录"),  # no size of the firm
        ("出租面积", "出租房屋登记信息"),  # no floor area of the house
        ("网格员编号", "走访核实工单表"),  # no number of the order
        ("在园状态", "学前教育在园幼儿信息"),
        ("基地名称", "顺义区标准化基地名录"),
    ],
)
def test_a_general_word_behind_an_unlisted_one_is_not_the_datasets_own(
    name: str, dataset: str
) -> None:
    assert read(name, dataset).datum.is_provisional


@pytest.mark.parametrize(
    ("name", "dataset", "datum"),
    [
        ("搅拌站名称", "具备预拌混凝土专业承包资质搅拌站名单", "法人·名称"),
        ("旅馆地址", "旅馆业特种行业许可信息", "法人·地址"),
        ("拨付金额", "财政专项资金拨付信息", "财政资金·拨付金额"),
        ("居民身份证号", "家庭医生签约服务信息", "自然人·公民身份号码"),
        ("签约医生姓名", "家庭医生签约服务信息", "自然人·姓名·家庭医生签约服务·接诊医生"),
        ("培训类别", "校外培训机构信息", "培训·培训类别·校外培训机构"),
        ("建造年代", "城镇危旧房屋排查信息", "房屋·建成年份"),
        ("违法事实认定依据", "生态环境局行政处罚信息", "行政处罚·违法依据"),
        # Who acts in it, against who it is about.
        ("校核单位名称", "人口综合库校核回写表", "法人·名称·人口综合库校核回写·校核单位"),
        ("康复机构名称", "残疾人康复服务信息", "法人·名称·残疾人·康复机构"),
        ("培训机构名称", "校外培训机构信息", "法人·名称"),
        ("入住老人姓名", "养老机构入住登记表", "自然人·姓名"),
        ("案号", "劳动人事争议仲裁案件信息", "案件·案件编号·劳动人事争议仲裁案件"),
        # Only people have such places, whatever the dataset is about; a technical title is about nothing.
        ("户籍地址", "商铺一店一档", "自然人·地址·户籍地"),
        ("现居住地址", "dibao-shenqing", "自然人·地址·居住地"),
        ("性别", "t_user_info", "自然人·性别"),
        # A licence's own list has permits of that licence; projects of a kind are of that kind.
        ("许可日期", "校车使用许可信息", "行政许可·决定日期·校车使用许可"),
        ("项目名称", "优秀创业项目", "项目·项目名称·优秀创业项目"),
        ("企业性质", "重点企业信息", "法人·经济类型"),
        ("用人单位名称", "工伤认定信息", "法人·名称·用人单位"),
    ],
)
def test_a_field_of_a_real_catalog_is_read(name: str, dataset: str, datum: str) -> None:
    found = read(name, dataset)
    assert found.datum.text == datum
    assert found.confidence >= SURE
