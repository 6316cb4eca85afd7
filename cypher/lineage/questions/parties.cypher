// lineage/questions/parties: who uses datasets and fields on the date: services, consumers, agreements, and the units they act for.
// param  keys           Strings  keys of the datasets and fields
// param  units          Strings  keys of units that are to be described too
// param  as_of          Instant  when relations must have held
// param  revision       Integer  catalog revision that must have known them
// param  state_revision Integer  revision whose descriptions are wanted
// param  sees_all       Boolean  whether nothing is hidden from the viewer
// param  viewer_unit    String   key of the viewer's unit
// return touched        List     [dataset or field, party, whether the viewer may see what links them] of each use
// return parties        List     [key, label, name, visibility] of those parties
// return acting         List     [consumer, unit] that it acts for
// return concerned      List     [unit, name, security lead] of these units and the ones asked for
// Only agreements in force count.
CALL () {
  UNWIND $keys AS key
  MATCH (thing:Entity {key: key})
  CALL (thing) {
    MATCH (thing)<-[of:OF]-(party:Usage)
    WHERE /* include interval(of) */
    RETURN party, true AS is_told
    UNION
    MATCH (thing)<-[of:OF]-(use:Usage)<-[makes:MAKES]-(party:Consumer)
    WHERE /* include interval(of) */ AND /* include interval(makes) */
    RETURN party, /* include visibility_usage(use) */ <> 'HIDDEN' AS is_told
    UNION
    MATCH (thing)<-[covers:COVERS]-(party:Agreement)
    WHERE /* include interval(covers) */ AND /* include granted(covers, party) */
    RETURN party, true AS is_told
    UNION
    MATCH (thing)<-[covers:COVERS]-(agreement:Agreement)-[grants:GRANTED_TO]->(party:Consumer)
    WHERE /* include interval(covers) */ AND /* include interval(grants) */
      AND /* include granted(covers, agreement) */ AND /* include granted(grants, agreement) */
    RETURN party, /* include visibility_agreement(agreement) */ <> 'HIDDEN' AS is_told
  }
  WITH key, party, max(toInteger(is_told)) = 1 AS is_told ORDER BY key, party.key
  RETURN collect([key, party.key, is_told]) AS touched, collect(DISTINCT party) AS found
}
CALL (found) {
  UNWIND [party IN found WHERE party:Consumer] AS consumer
  MATCH (consumer)-[acts:ACTS_FOR]->(unit:Unit)
  WHERE /* include interval(acts) */
  WITH consumer, unit ORDER BY consumer.key, unit.key
  RETURN collect([consumer.key, unit.key]) AS acting, collect(DISTINCT unit.key) AS served
}
CALL (found) {
  UNWIND found AS party
  WITH party, /* include state(party) */ AS described,
    CASE
    WHEN party:Agreement THEN /* include visibility_agreement(party) */
    WHEN party:Consumer THEN /* include visibility_consumer(party) */
    ELSE /* include visibility_usage(party) */ END AS visibility
  ORDER BY party.key
  RETURN collect([party.key, party.label, described.name, visibility]) AS parties
}
RETURN touched, parties, acting, COLLECT {
  UNWIND served + $units AS key
  WITH DISTINCT key
  MATCH (unit:Entity&Unit {key: key})
  WITH key, /* include state(unit) */ AS described
  RETURN [key, described.name, described.security_lead] AS row ORDER BY key
} AS concerned
