// fragment shown(state, visibility): what of a description goes out to the viewer.
// An outline has no code, and no history: its version is the first.
CASE visibility WHEN 'OUTLINE' THEN state {
  .label, .key, version: 1, .rev_from, .created_rev, .name, .listing, .status,
  .sharing_class, .sharing_reason, .legal_basis
} ELSE state END
