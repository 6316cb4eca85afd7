// fragment matches(node, state, visibility): all clauses of the filter hold, a clause by any of its tests (conjunctive normal form).
all(clause IN $filter WHERE any(test IN clause WHERE test.negated <> coalesce(CASE test.operator
  WHEN 'eq' THEN state[test.attribute] = test.value
  WHEN 'in' THEN state[test.attribute] IN test.value
  WHEN 'contains' THEN toLower(normalize(toString(state[test.attribute]), NFKC)) CONTAINS test.value
  WHEN 'like' THEN toLower(replace(normalize(toString(state[test.attribute]), NFKC), ' ', '')) = test.value
  WHEN 'among' THEN toLower(replace(normalize(toString(state[test.attribute]), NFKC), ' ', '')) IN test.value
  WHEN 'gt' THEN state[test.attribute] > test.value
  WHEN 'lt' THEN state[test.attribute] < test.value
  WHEN 'after' THEN CASE
    WHEN state[test.attribute] =~ test.value.above THEN true
    WHEN state[test.attribute] =~ test.value.below THEN false
    ELSE state[test.attribute] > test.value.text END
  WHEN 'before' THEN CASE
    WHEN state[test.attribute] =~ test.value.above THEN false
    WHEN state[test.attribute] =~ test.value.below THEN true
    ELSE state[test.attribute] < test.value.text END
  WHEN 'missing' THEN state[test.attribute] IS NULL OR state[test.attribute] = ''
  WHEN 'related' THEN EXISTS {
    MATCH (other:Entity)-[tie:PROVIDES|OPERATES|UNDERTAKES|HOLDS|HAS_FIELD]->(node)
    WHERE other.key IN test.value AND type(tie) = test.attribute AND /* include interval(tie) */
      AND (visibility = 'FULL' OR type(tie) = 'PROVIDES')
  }
  WHEN 'unrelated' THEN NOT EXISTS {
    MATCH (:Entity)-[bond:PROVIDES|OPERATES|UNDERTAKES|HOLDS|HAS_FIELD]->(node)
    WHERE type(bond) = test.attribute AND /* include interval(bond) */
      AND (visibility = 'FULL' OR type(bond) = 'PROVIDES')
  }
END, false)))
