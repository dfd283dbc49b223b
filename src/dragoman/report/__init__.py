"""Stage 6, report: a run as JSON, text and HTML."""
