// fragment collects_openly(collector, collected): whether the viewer may know that a unit collects a datum: its own, or by a field that may be seen.
($sees_all OR collector.key = $viewer_unit OR EXISTS {
  MATCH (collected)<-[told_means:DENOTES]-(told_field:Field)<-[told_has:HAS_FIELD]-(told_dataset:Dataset)<-[told_gives:PROVIDES]-(collector)
  WHERE /* include interval(told_means) */ AND /* include interval(told_has) */ AND /* include interval(told_gives) */
    AND /* include shares_field(told_dataset, told_field) */
})
