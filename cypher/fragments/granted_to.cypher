// fragment granted_to(source, receiver): agreements that cover what passes from a dataset to a unit and have begun, the last to end first.
COLLECT {
  UNWIND /* include covered_as(source) */ AS entry
  MATCH (entry)<-[covers:COVERS]-(agreement:Agreement)-[grants:GRANTED_TO]->(:Consumer)-[acts:ACTS_FOR]->(receiver)
  WHERE /* include begun(covers) */ AND /* include begun(grants) */ AND /* include interval(acts) */
    AND /* include granted(covers, agreement) */ AND /* include granted(grants, agreement) */
  WITH agreement, /* include state(agreement) */ AS agreed,
    CASE WHEN covers.valid_to < grants.valid_to THEN covers.valid_to ELSE grants.valid_to END AS ends_at
  RETURN {key: agreement.key, name: agreed.name, code: agreed.code, ends_at: ends_at}
  ORDER BY ends_at DESC, agreement.key
}
