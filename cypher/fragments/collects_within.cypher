// fragment collects_within(collector, collected, designated): whether a unit collects a datum for anything that a designation of its source covers.
// By the entries that it collects it in. What is collected without an entry on record is about everything.
any(met IN [COLLECT {
  MATCH (collected)<-[met_means:DENOTES]-(met_field:Field)<-[met_has:HAS_FIELD]-(met_entry:Dataset)<-[met_gives:PROVIDES]-(collector)
  WHERE /* include interval(met_means) */ AND /* include interval(met_has) */ AND /* include interval(met_gives) */
  WITH /* include state(met_field) */ AS met_item, /* include state(met_entry) */ AS met_said
  WHERE met_item.acquisition = 'COLLECTED' AND met_said.listing <> 'RECEIVED' AND met_said.status <> 'WITHDRAWN'
  RETURN DISTINCT /* include overlaps(designated, met_said) */ AS is_met
}] WHERE size(met) = 0 OR true IN met)
