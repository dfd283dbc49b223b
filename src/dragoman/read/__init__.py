"""Stage 1, read: files to documents."""

from dragoman.read.document import read_document

__all__ = ["read_document"]
