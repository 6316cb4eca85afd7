// fragment coded(described): a description that stands in before the record of a thing begins does not have the code that another thing bore before it.
CASE WHEN described.code IS NULL OR described.rev_from <= $state_revision OR NOT EXISTS {
  MATCH (bearer:State)
  WHERE bearer.label = described.label AND bearer.code = described.code AND bearer.rev_from < described.rev_from
    AND bearer.key <> described.key
} THEN described ELSE described {.*, code: null} END
