// fragment visibility_public(node): FULL: units, systems, projects, elements, data and designations are everybody's to see.
'FULL'
