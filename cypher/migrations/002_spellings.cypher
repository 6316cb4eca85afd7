// 002_spellings: how data are spelled, and the three nets over the spellings (ADR 0012).
CREATE CONSTRAINT spelling_key IF NOT EXISTS FOR (spelling:Spelling) REQUIRE spelling.key IS UNIQUE;
CREATE INDEX spelling_initials IF NOT EXISTS FOR (spelling:Spelling) ON (spelling.initials);
CREATE INDEX spelling_column IF NOT EXISTS FOR (spelling:Spelling) ON (spelling.column);
CREATE INDEX spelling_waiting IF NOT EXISTS FOR (spelling:Spelling) ON (spelling.waits_since);
CREATE FULLTEXT INDEX spelling_text IF NOT EXISTS FOR (spelling:Spelling) ON EACH [spelling.name]
  OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk', `fulltext.eventually_consistent`: false}};
CREATE VECTOR INDEX spelling_vector IF NOT EXISTS FOR (spelling:Spelling) ON (spelling.vector)
  OPTIONS {indexConfig: {`vector.dimensions`: 512, `vector.similarity_function`: 'cosine'}};
CALL db.awaitIndexes(300);
