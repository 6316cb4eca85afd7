// 005_sightings: what tools call datasets, the runs of jobs, and what each run saw (ADR 0015).
CREATE CONSTRAINT dataset_name_key IF NOT EXISTS FOR (name:DatasetName) REQUIRE name.key IS UNIQUE;
CREATE CONSTRAINT run_key IF NOT EXISTS FOR (run:Run) REQUIRE run.key IS UNIQUE;
CREATE CONSTRAINT pattern_print IF NOT EXISTS FOR (pattern:Pattern) REQUIRE pattern.print IS UNIQUE;
CREATE INDEX saw_slot_at IF NOT EXISTS FOR ()-[saw:SAW]-() ON (saw.slot, saw.at);
CREATE INDEX job_script IF NOT EXISTS FOR (job:Job) ON (job.script);
CALL db.awaitIndexes(300);
