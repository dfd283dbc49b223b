"""The names engine: undo a transcription, find the original, spell it in English."""
