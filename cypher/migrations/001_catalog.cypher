// 001_catalog: constraints and indexes of entities, states, dated facts and the audit log.
CREATE CONSTRAINT entity_key IF NOT EXISTS FOR (node:Entity) REQUIRE node.key IS UNIQUE;
CREATE CONSTRAINT entity_live_code IF NOT EXISTS FOR (node:Entity) REQUIRE node.live_code IS UNIQUE;
CREATE CONSTRAINT audit_head_id IF NOT EXISTS FOR (head:AuditHead) REQUIRE head.id IS UNIQUE;
CREATE CONSTRAINT audit_entry_sequence IF NOT EXISTS FOR (entry:AuditEntry) REQUIRE entry.sequence IS UNIQUE;
CREATE CONSTRAINT audit_entry_revision IF NOT EXISTS FOR (entry:AuditEntry) REQUIRE entry.revision IS UNIQUE;
CREATE CONSTRAINT audit_entry_replay_key IF NOT EXISTS FOR (entry:AuditEntry) REQUIRE entry.replay_key IS UNIQUE;
CREATE CONSTRAINT provides_live_key IF NOT EXISTS FOR ()-[fact:PROVIDES]-() REQUIRE fact.live_key IS UNIQUE;
CREATE CONSTRAINT operates_live_key IF NOT EXISTS FOR ()-[fact:OPERATES]-() REQUIRE fact.live_key IS UNIQUE;
CREATE CONSTRAINT holds_live_key IF NOT EXISTS FOR ()-[fact:HOLDS]-() REQUIRE fact.live_key IS UNIQUE;
CREATE CONSTRAINT has_field_live_key IF NOT EXISTS FOR ()-[fact:HAS_FIELD]-() REQUIRE fact.live_key IS UNIQUE;
CREATE CONSTRAINT denotes_live_key IF NOT EXISTS FOR ()-[fact:DENOTES]-() REQUIRE fact.live_key IS UNIQUE;
CREATE CONSTRAINT collects_live_key IF NOT EXISTS FOR ()-[fact:COLLECTS]-() REQUIRE fact.live_key IS UNIQUE;
CREATE CONSTRAINT names_live_key IF NOT EXISTS FOR ()-[fact:NAMES]-() REQUIRE fact.live_key IS UNIQUE;
CREATE CONSTRAINT derived_from_live_key IF NOT EXISTS FOR ()-[fact:DERIVED_FROM]-() REQUIRE fact.live_key IS UNIQUE;
CREATE INDEX entity_name IF NOT EXISTS FOR (node:Entity) ON (node.label, node.name, node.key);
CREATE INDEX state_name IF NOT EXISTS FOR (state:State) ON (state.label, state.name, state.key);
CREATE INDEX entity_kind_key IF NOT EXISTS FOR (node:Entity) ON (node.label, node.key);
CREATE INDEX collects_slot IF NOT EXISTS FOR ()-[fact:COLLECTS]-() ON (fact.slot);
CREATE INDEX entity_code IF NOT EXISTS FOR (node:Entity) ON (node.label, node.code);
CREATE INDEX state_code IF NOT EXISTS FOR (state:State) ON (state.label, state.code);
CREATE INDEX audit_entry_at IF NOT EXISTS FOR (entry:AuditEntry) ON (entry.at, entry.revision);
CREATE FULLTEXT INDEX entity_text IF NOT EXISTS FOR (node:Entity)
  ON EACH [node.name, node.code, node.column_name, node.credit_code, node.synonyms, node.description]
  OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk', `fulltext.eventually_consistent`: false}};
CALL db.awaitIndexes(300);
MERGE (head:AuditHead {id: 'head'})
  ON CREATE SET head.sequence = 0, head.revision = 0, head.hash = '', head.revision_at = datetime();
