// fragment exempted(unit, datum): live exemptions let the unit collect the datum itself, in all entries in which it does: an exemption is one for what it covers.
(EXISTS {
  MATCH (datum)<-[on_datum:OF]-(exemption:Exemption)-[for_unit:FOR]->(unit)
  WHERE /* include interval(on_datum) */ AND /* include interval(for_unit) */
} AND NOT EXISTS {
  MATCH (datum)<-[meant:DENOTES]-(meant_field:Field)<-[placing:HAS_FIELD]-(meant_entry:Dataset)<-[giving:PROVIDES]-(unit)
  WHERE /* include interval(meant) */ AND /* include interval(placing) */ AND /* include interval(giving) */
  WITH /* include state(meant_field) */ AS meant_item, /* include state(meant_entry) */ AS meant_said
  WHERE /* include collected_in(meant_item, meant_said) */
    AND NOT /* include exempted_for(unit, datum, meant_said) */
  RETURN 1
})
