"""裁定: rulings on matches as changes of the record, and what they do to sources."""
