// fragment shown_by_names(node): FULL or HIDDEN: what is as visible as the things that it names: all of them must be.
// Fields and data name themselves, exemptions and designations their datum and dataset, rulings the fields and data of their sides and moves. An exemption is its unit's as well.
// One scope for all of these: with a case for each kind the store plans three times as long.
CASE WHEN $sees_all OR EXISTS { MATCH (node)-[:FOR]->(:Unit {key: $viewer_unit}) } OR NOT EXISTS {
  UNWIND CASE
    WHEN node:Exemption OR node:SourceDesignation THEN [(node)-[:OF|NAMES]->(its_thing:Entity) | its_thing]
    WHEN node:Ruling THEN COLLECT {
      UNWIND coalesce(node.names, []) + coalesce(node.moved_from, []) + coalesce(node.moved_to, []) AS ruled_key
      MATCH (ruled:Entity {key: ruled_key})
      RETURN ruled
    }
    ELSE [node] END AS thing
  WITH thing WHERE CASE
    WHEN thing:Dataset THEN /* include visibility_dataset(thing) */
    WHEN thing:Field THEN /* include visibility_field(thing) */
    WHEN thing:Datum THEN /* include visibility_datum(thing) */
    ELSE 'FULL' END = 'HIDDEN'
  RETURN thing
} THEN 'FULL' ELSE 'HIDDEN' END
