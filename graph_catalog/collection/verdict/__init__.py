"""The decision over a plan and what is held: pure, by `verdict_table`."""
