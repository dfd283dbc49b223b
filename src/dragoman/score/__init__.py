"""Stage 4, score: how far the meaning moved."""
