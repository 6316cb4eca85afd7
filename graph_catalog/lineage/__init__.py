"""Lineage 血缘: read from tools, scripts and sheets, put on record, asked for, handed out as files."""
