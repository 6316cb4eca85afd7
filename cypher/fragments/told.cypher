// fragment told(fact): whether the viewer is told of a fact of lineage.
// What a unit's tools said of something that the unit may not see is kept from the unit itself: shown even as redacted,
// it would tell that the name which was guessed is there (ADR 0017).
($sees_all OR fact.unseen_by IS NULL OR fact.unseen_by <> $viewer_unit)
