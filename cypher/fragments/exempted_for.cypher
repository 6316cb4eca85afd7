// fragment exempted_for(unit, datum, described): a live exemption lets the unit collect the datum for all that something (an entry, a designation) covers.
EXISTS {
  MATCH (datum)<-[lets_on:OF]-(letting:Exemption)-[lets:FOR]->(unit)
  WHERE /* include interval(lets_on) */ AND /* include interval(lets) */ AND /* include holds(letting, described) */
}
