"""Stage 1, read: files to documents.

``find_pairs`` tells what there is, ``read_document`` reads one side of an article, ``read_text``
one that is in memory, ``read_bilingual`` streams the rows of an aligned file. Whatever they cannot
read is an ``InputError`` of one line that says what and how to mend it.
"""

from dragoman.read.bilingual import read_bilingual
from dragoman.read.decode import encode_text
from dragoman.read.document import read_document, read_text
from dragoman.read.pairs import PairSpec, find_pairs

__all__ = ["PairSpec", "encode_text", "find_pairs", "read_bilingual", "read_document", "read_text"]
