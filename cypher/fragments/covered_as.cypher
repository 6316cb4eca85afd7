// fragment covered_as(dataset): what agreements name where a dataset's data are meant: itself, or what a copy was copied from.
// A copy had by sharing is in no catalog (Art. 10 paragraph 3): who applies for its data names the entry they come from.
[dataset] + CASE WHEN /* include state(dataset) */.listing = 'RECEIVED' THEN /* include fed_by(dataset) */ ELSE [] END
