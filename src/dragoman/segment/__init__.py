"""Stage 2, segment: documents to sentences."""
