// fragment visibility_public(node): FULL: units, systems, elements, data and designations are everybody's to see.
'FULL'
