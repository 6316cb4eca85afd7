// fragment of_district(unit): a body of the district at the snapshot: the regulation binds these, not the ones above (Art. 2, 3).
coalesce((/* include state(unit) */).level, 'DISTRICT') IN ['DISTRICT', 'TOWNSHIP']
