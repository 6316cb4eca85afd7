// fragment exempted(unit, datum): a live exemption lets the unit collect the datum itself.
EXISTS {
  MATCH (datum)<-[on_datum:OF]-(exemption:Exemption)-[for_unit:FOR]->(unit)
  WHERE /* include interval(on_datum) */ AND /* include interval(for_unit) */
}
