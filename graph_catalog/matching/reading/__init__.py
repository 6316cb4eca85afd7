"""From a description to the data that it may denote."""
