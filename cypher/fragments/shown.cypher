// fragment shown(state, visibility): what of a description goes out to the viewer.
CASE visibility WHEN 'OUTLINE' THEN state {
  .label, .key, .version, .rev_from, .created_rev, .name, .code, .listing, .status,
  .sharing_class, .sharing_reason, .legal_basis
} ELSE state END
