"""Whether a catalog finds what a plan means, though it calls it otherwise: 100 queries over a real catalog."""
