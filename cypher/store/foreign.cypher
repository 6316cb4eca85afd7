// store/foreign: whose data a store holds that is not ours.
// return foreign String  a label of it, '?' where it has none; null where the store is empty
// everybody a label, read before a store is ours
OPTIONAL MATCH (node)
WITH node LIMIT 1
RETURN CASE WHEN node IS NOT NULL THEN coalesce(labels(node)[0], '?') END AS foreign
