// fragment missing_attributes(dataset, said): which of the nine attributes of Art. 10 paragraph 2 an entry lacks.
[lacking IN [
  CASE WHEN said.name IS NULL THEN 'name' END,
  CASE WHEN NOT EXISTS {
    MATCH (:System)-[holds:HOLDS]->(dataset) WHERE /* include interval(holds) */
  } THEN 'system' END,
  CASE WHEN NOT EXISTS {
    MATCH (dataset)-[has:HAS_FIELD]->(:Field) WHERE /* include interval(has) */
  } THEN 'fields' END,
  CASE WHEN said.format IS NULL THEN 'format' END,
  CASE WHEN said.sharing_class IS NULL THEN 'sharingClass' END,
  CASE WHEN said.openness IS NULL THEN 'openness' END,
  CASE WHEN said.provision_method IS NULL THEN 'provisionMethod' END,
  CASE WHEN said.update_cycle IS NULL THEN 'updateCycle' END,
  CASE WHEN said.sharing_from IS NULL AND said.sharing_to IS NULL AND said.sharing_open_ended IS NULL
    THEN 'sharingPeriod' END
] WHERE lacking IS NOT NULL | lacking]
