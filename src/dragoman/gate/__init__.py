"""Stage 7, gate: passed or not, and why."""
