// fragment exempted(unit, datum): a live exemption lets the unit collect the datum itself.
EXISTS {
  MATCH (datum)<-[about:OF]-(exemption:Exemption)-[covers:FOR]->(unit)
  WHERE /* include interval(about) */ AND /* include interval(covers) */
}
