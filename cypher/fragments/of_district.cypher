// fragment of_district(unit): a body of the district: the regulation binds these, not the ones above (Art. 2, 3).
coalesce(unit.level, 'DISTRICT') IN ['DISTRICT', 'TOWNSHIP']
