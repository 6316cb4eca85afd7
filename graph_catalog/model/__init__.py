"""The words that everyone shares: entities, inputs, answers, refusals. Imports nothing of ours but `language`."""
