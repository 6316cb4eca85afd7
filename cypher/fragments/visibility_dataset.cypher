// fragment visibility_dataset(node): FULL, OUTLINE or HIDDEN: own and shared entries, and the outline of closed ones.
// The outline of a published entry that is not shared: name, provider, class, reason and basis (Art. 19).
CASE
WHEN $sees_all OR /* include owns(node) */ OR /* include offered(node) */ THEN 'FULL'
WHEN node.listing = 'LISTED' AND node.status = 'PUBLISHED' THEN 'OUTLINE'
ELSE 'HIDDEN' END
