// rulings/datum_of: the parts of a datum, as the matching knows it.
// param  key          String key of the datum
// return element_code String code of its element; null of a provisional one
// return object_class String its class of objects
// return attribute    String its attribute
// return qualifier    String its qualifier, as people write it
MATCH (datum:Entity {key: $key})
RETURN head(COLLECT { MATCH (datum)-[of:OF]->(element:Element) WHERE of.live_key IS NOT NULL RETURN element.code })
    AS element_code, datum.object_class AS object_class, datum.attribute AS attribute, datum.qualifier AS qualifier
