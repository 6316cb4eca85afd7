"""Who asks and what they may do: viewers, roles, rights, tokens."""
