// 004_projects: one unit undertakes a project at a time, one project keeps a check.
CREATE CONSTRAINT undertakes_live_key IF NOT EXISTS FOR ()-[fact:UNDERTAKES]-() REQUIRE fact.live_key IS UNIQUE;
CREATE CONSTRAINT has_check_live_key IF NOT EXISTS FOR ()-[fact:HAS_CHECK]-() REQUIRE fact.live_key IS UNIQUE;
