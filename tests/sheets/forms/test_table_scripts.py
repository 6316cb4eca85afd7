import pytest

from graph_catalog.errors import InputFileError
from graph_catalog.model.enums.fields import Acquisition
from graph_catalog.model.enums.forms import FormKind, ScriptDialect
from graph_catalog.sheets.forms.choice import Choice, UnclearFormError
from tests.sheets.forms.workbooks import names, read

MYSQL = """SET NAMES utf8mb4;
DROP TABLE IF EXISTS `t_sqr`;
CREATE TABLE `t_sqr` (
  `id` bigint(20) NOT NULL AUTO_INCREMENT COMMENT '主键',
  `xm` varchar(50) CHARACTER SET utf8 COLLATE utf8_general_ci DEFAULT NULL COMMENT '姓名',
  `xb` tinyint(1) COMMENT '性别：1男，2女',
  `wz` point COMMENT '位置',
  PRIMARY KEY (`id`) USING BTREE, KEY `k` (`xm`) COMMENT '索引'
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='低保申请人';
INSERT INTO t_sqr VALUES (1, '张三; CREATE TABLE x', 1, NULL);
"""
POSTGRESQL = """CREATE TABLE "public"."申请人" (
  id int4 NOT NULL DEFAULT nextval('x'::regclass),
  "姓名" varchar(50) COLLATE "pg_catalog"."default",
  sfzh char(18), total numeric(10,2) GENERATED ALWAYS AS (a*b) STORED
);
COMMENT ON TABLE "public"."申请人" IS '低保申请人';
COMMENT ON COLUMN "public"."申请人".sfzh IS '身份证号';
CREATE FUNCTION f() RETURNS trigger AS $$ BEGIN NEW.x := 1; RETURN NEW; END; $$ LANGUAGE plpgsql;
"""
ORACLE = """CREATE GLOBAL TEMPORARY TABLE "DBSQ"."T_SQR" (
 "XM" VARCHAR2(50 CHAR) NOT NULL ENABLE, SFZH VARCHAR2(18),
 HJ NUMBER GENERATED ALWAYS AS (1+1) VIRTUAL, CONSTRAINT PK PRIMARY KEY (SFZH)
) TABLESPACE USERS PCTFREE 10;
/
COMMENT ON COLUMN "DBSQ"."T_SQR"."XM" IS '姓名';
COMMENT ON COLUMN T_SQR.SFZH IS '身份证号';
CREATE OR REPLACE TRIGGER tr BEFORE INSERT ON T_SQR FOR EACH ROW
BEGIN SELECT S.NEXTVAL INTO :NEW.ID FROM DUAL; IF x THEN y := 1; END IF; END;
/
"""
DAMENG = """CREATE TABLE "DB"."T1" ("ID" INT IDENTITY(1,1) NOT NULL, "XM" VARCHAR(50),
 NOT CLUSTER PRIMARY KEY("ID")) STORAGE(ON "MAIN", CLUSTERBTR);
COMMENT ON COLUMN "DB"."T1"."XM" IS '姓名';
"""
PLSQL_DEVELOPER = """prompt Created on 2020-01-01 by it's me
set feedback off
prompt Creating T_RYXX...
create table T_RYXX
(
  rybh VARCHAR2(32) default sys_guid() not null, nl NUMBER(*,0),
  rksj DATE default sysdate not null, constraint CK check (nl in ('1','2'))
)
tablespace USERS storage ( initial 64K next 1M );
comment on column T_RYXX.rybh
  is '人员编号';
alter table T_RYXX add constraint PK primary key (RYBH) using index tablespace USERS;
prompt Done.
"""
PG_DUMP = r"""SET statement_timeout = 0;
CREATE TABLE public.ry (
    xm character varying(50) COLLATE pg_catalog."zh-x-icu", geom public.geometry(Point,4326),
    tags text[] DEFAULT '{}'::text[], CONSTRAINT c CHECK ((char_length((xm)::text) > 0))
);
COPY public.ry (xm) FROM stdin;
李四's; CREATE TABLE x (
\.
CREATE TABLE q PARTITION OF ry FOR VALUES FROM ('1') TO ('2');
COMMENT ON COLUMN public.ry.xm IS '姓名';
"""
MYSQL_DUMP = r"""/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
CREATE TABLE `ry` (
  `id` int(11) unsigned zerofill NOT NULL AUTO_INCREMENT,
  `xb` enum('男','女') CHARACTER SET utf8 DEFAULT NULL COMMENT '性别',
  `sj` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP COMMENT "时间",
  PRIMARY KEY (`id`), CONSTRAINT `f` FOREIGN KEY (`xb`) REFERENCES `o` (`id`) ON DELETE CASCADE
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC COMMENT='人员';
LOCK TABLES `ry` WRITE;
INSERT INTO `ry` VALUES (1,'a;b\'','男');
UNLOCK TABLES;
DELIMITER ;;
CREATE TRIGGER x BEFORE INSERT ON ry FOR EACH ROW BEGIN SET NEW.xm = 'x'; END ;;
DELIMITER ;
"""
DAMENG_MANAGER = """CREATE TABLE "SYSDBA"."RY"
(
"XM" VARCHAR2(50 CHAR) DEFAULT '' NOT NULL, "SJ" DATETIME(6) DEFAULT CURRENT_TIMESTAMP(),
CLUSTER PRIMARY KEY("XM"),
CHECK("SJ" > 0) ENABLE
) STORAGE(ON "MAIN", CLUSTERBTR) ;
COMMENT ON COLUMN "SYSDBA"."RY"."XM" IS '姓名';
"""


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        (PLSQL_DEVELOPER, ["人员编号", "nl", "rksj"]),
        (PG_DUMP, ["姓名", "geom", "tags"]),
        (MYSQL_DUMP, ["id", "性别", "时间"]),
        (DAMENG_MANAGER, ["姓名", "SJ"]),
    ],
    ids=["plsql developer", "pg_dump", "mysqldump", "dameng manager"],
)
def test_scripts_are_read_as_the_usual_tools_write_them(script: str, expected: list[str]) -> None:
    assert names("建表.sql", script) == expected


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        (MYSQL, ["主键", "姓名", "性别", "位置"]),
        (POSTGRESQL, ["id", "姓名", "身份证号", "total"]),
        (ORACLE, ["姓名", "身份证号", "HJ"]),
        (DAMENG, ["ID", "姓名"]),
    ],
    ids=["mysql", "postgresql", "oracle", "dameng"],
)
def test_chinese_comments_and_chinese_columns_are_names(script: str, expected: list[str]) -> None:
    assert names("建表.sql", script) == expected


def test_a_column_says_where_it_stands_and_what_else_its_comment_tells() -> None:
    found = read("建表.sql", MYSQL)
    assert (found.kind, found.name) == (FormKind.TABLE_SCRIPT, "低保申请人")
    field = found.fields[2]
    assert (field.column_name, field.data_type) == ("xb", "TINYINT(1)")
    assert field.description == "性别：1男，2女"
    assert field.origin == "第 6 行，t_sqr.xb"


def test_what_the_database_numbers_or_computes_is_not_collected() -> None:
    found = {field.name: field.acquisition for field in read("建表.sql", POSTGRESQL).fields}
    assert found == {
        "id": Acquisition.GENERATED,
        "姓名": Acquisition.COLLECTED,
        "身份证号": Acquisition.COLLECTED,
        "total": Acquisition.DERIVED,
    }


def test_other_statements_are_counted_and_said() -> None:
    told = "".join(read("建表.sql", MYSQL).warnings)
    assert "按 MYSQL 方言读取" in told
    assert "DROP 1、INSERT 1、SET 1" in told


def test_remarks_at_the_end_of_lines_are_names_where_there_are_no_comments() -> None:
    script = "CREATE TABLE t (\n xm varchar(10), -- 姓名\n bz text\n);"
    found = read("pasted", script)
    assert [field.name for field in found.fields] == ["姓名", "bz"]
    assert any("行尾的 -- 注释" in told for told in found.warnings)


def test_of_several_tables_each_is_a_subject_and_one_can_be_chosen() -> None:
    script = "CREATE TABLE a (x int COMMENT '姓名') COMMENT '监护人';\nCREATE TABLE b (y int COMMENT '名称');"
    found = read("建表.sql", script)
    assert [(field.name, field.subject) for field in found.fields] == [
        ("姓名", "监护人"),
        ("名称", None),
    ]
    for chosen in ("A", "监护人"):
        one = read("建表.sql", script, Choice(table=chosen))
        assert [(field.name, field.subject) for field in one.fields] == [("姓名", None)]
        assert any("另有 1 张表，未读取" in told for told in one.warnings)
    with pytest.raises(UnclearFormError, match="没有 table 所说的“c”。现有：a、b"):
        read("建表.sql", script, Choice(table="c"))


def test_more_columns_than_a_plan_takes_ask_for_a_table() -> None:
    columns = ", ".join(f"c{number} int" for number in range(300))
    script = f"CREATE TABLE a ({columns}); CREATE TABLE b ({columns});"
    with pytest.raises(UnclearFormError, match=r"a \(300\)、b \(300\)"):
        read("建表.sql", script)


@pytest.mark.parametrize(
    ("script", "place"),
    [
        ("CREATE TABLE t (\n a varhcar(10) COMMENT '性别'\n  b int)", "第 2 行第 4 列"),
        ("CREATE TABLE t (\n a char(10) COMMENT '性别,\n  b int)", "第 2 行第 21 列"),
        ("SET x = 1;\n CREATE TABLE t (a int b int)", "第 2 行第 24 列"),
        ("CREATE TABLE t (a int);\nCREAT TABLE u (a int);", "第 2 行第 1 列"),
        ("CREATE TABLE t (a int;\nCREATE TABLE u (b int)", "第 1 行第 19 列"),
        ("CREATE TABLE t (a int DEFAULT " + "(" * 5000 + ")" * 5000 + ")", "第 1 行第 1 列"),
    ],
    ids=["type", "quote", "comma", "verb", "bracket", "depth"],
)
def test_a_syntax_error_is_refused_with_line_and_column(script: str, place: str) -> None:
    with pytest.raises(InputFileError, match=f"{place}有语法错误"):
        read("建表.sql", script, Choice(dialect=ScriptDialect.MYSQL))


def test_a_script_without_a_table_is_refused() -> None:
    with pytest.raises(InputFileError, match="没有带列的 CREATE TABLE"):
        read("建表.sql", "SELECT 1; CREATE TABLE a AS SELECT 1 AS b;")
