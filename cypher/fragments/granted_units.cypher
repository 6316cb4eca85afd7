// fragment granted_units(source): keys of the units to which agreements that cover a dataset's data were granted, in force or ended.
COLLECT {
  UNWIND /* include covered_as(source) */ AS entry
  MATCH (entry)<-[covers:COVERS]-(agreement:Agreement)-[grants:GRANTED_TO]->(:Consumer)-[acts:ACTS_FOR]->(unit:Unit)
  WHERE /* include begun(covers) */ AND /* include begun(grants) */ AND /* include interval(acts) */
    AND /* include granted(covers, agreement) */ AND /* include granted(grants, agreement) */
  RETURN DISTINCT unit.key
}
