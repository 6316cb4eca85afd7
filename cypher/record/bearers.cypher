// record/bearers: which things bear codes now, whether the viewer may see that they do, and whose they are.
// param  codes         Strings  label and code of each, joined as in live_code
// param  revision      Integer  catalog revision that must have known what makes a datum visible
// param  sees_all      Boolean  whether nothing is hidden from the viewer
// param  viewer_unit   String   key of the viewer's unit
// param  now           Instant  the instant of the change
// param  open_revision Integer  the far end of the record
// return bearers       List     descriptions, whether that is visible, and the units whose right counts
UNWIND $codes AS code
MATCH (node:Entity {live_code: code})
WITH node, /* include visibility(node) */ AS visibility, /* include owners(node) */ AS owners
ORDER BY node.key
RETURN collect({
  described: properties(node), is_visible: visibility = 'FULL',
  owners: [whose IN owners | whose {.key, .name, .level}]
}) AS bearers
