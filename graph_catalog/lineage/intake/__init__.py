"""What tools, scripts and sheets say of lineage, read into sightings: `openlineage`, `sql`, workbooks, rules."""
