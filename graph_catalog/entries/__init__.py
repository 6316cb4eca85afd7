"""What units put into the catalog: units, systems, projects, entries with their fields, publication."""
