// fragment open_collectors(collected): keys of the units of which the viewer may know, by fields that may be seen, that they hold a datum; null: of all. One walk for all units.
CASE WHEN $sees_all THEN null ELSE COLLECT {
  MATCH (collected)<-[told_means:DENOTES]-(told_field:Field)
  WHERE /* include interval(told_means) */
  MATCH (told_field)<-[told_has:HAS_FIELD]-(told_dataset:Dataset)
  WHERE /* include interval(told_has) */ AND /* include shares_field(told_dataset, told_field) */
  MATCH (told_dataset)<-[told_gives:PROVIDES]-(told_unit:Unit)
  WHERE /* include interval(told_gives) */
  RETURN DISTINCT told_unit.key
} END
