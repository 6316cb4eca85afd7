// fragment visibility_public(node): FULL: units, systems, projects and elements are everybody's to see.
'FULL'
