"""Stage 5, check: rules read an aligned article and yield findings."""
