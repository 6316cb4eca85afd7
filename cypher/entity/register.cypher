// entity/register: put new things on record.
// param  rows       Maps     label and attributes (key among them) of each
// param  revision   Integer  the revision that records them
// return registered Integer  how many
UNWIND $rows AS row
CREATE (node:Entity:$(row.label))
SET node = row.attributes, node.label = row.label, node.version = 1, node.rev_from = $revision,
    node.created_rev = $revision
RETURN count(node) AS registered
