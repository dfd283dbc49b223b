"""Stage 1, read: files to documents."""
