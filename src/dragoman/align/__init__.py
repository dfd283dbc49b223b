"""Stage 3, align: sentence vectors to beads."""
