"""Stage 1, read: files to documents."""

from dragoman.read.bilingual import read_bilingual
from dragoman.read.document import read_document

__all__ = ["read_bilingual", "read_document"]
