"""The audit log, read and verified; it is written by `record.audit_log` (ADR 0004)."""
