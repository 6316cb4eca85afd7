// fragment shares_field(holder, item): whether the viewer's unit may see an item of a dataset: its own, or a shared one up to sensitivity L3.
// What tools told of an entry and its unit has not listed is not shared.
((/* include offered(holder) */ AND coalesce(item.sensitivity, 'L1') <> 'L4' AND coalesce(item.listing, 'LISTED') = 'LISTED')
  OR /* include owns(holder) */)
