"""Sentence bounds: sentencex proposes, what we know of the language disposes.

``sentencex`` (MIT) knows many abbreviations but takes a quotation for one sentence, breaks
"12. Jan." and joins "… usw. Danach …". So it reads the text with quotes and brackets blanked out,
and every full stop, question mark or exclamation mark is then judged here: first by what follows
it, then by what stands before it. All words come from ``languages/<lang>.toml``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from sentencex import get_sentence_boundaries

from dragoman.languages import Language
from dragoman.segment.stops import Before, before_stop

_TERMINATORS = r".!?…‼⁇⁈⁉"
_WIDE = "。！？｡।॥؟۔።။"  # scripts that need no white space after the stop
_CLOSERS = r"\"'”“’‘»«›‹)\]}"
_APOSTROPHES = ("'", "’", "‘")
_DASHES = "-–—―"

# A stop with all that clings to it. French sets a space before », so a » that no word follows is
# taken along too. It never fails after its first character: one pass, linear on any input.
_STOP = re.compile(
    rf"[{_TERMINATORS}{_WIDE}](?:[{_TERMINATORS}{_WIDE}]|[{_CLOSERS}]|\s[»](?!\w))*+"
)
_WORD = re.compile(r"[^\W_]")
_NEXT = re.compile(r"\s*([^\w\s]?)[^\w]{0,20}(\w[\w.]*(?:['’]\w*)?(?:-\w+)?)?")
_BLANK = str.maketrans(dict.fromkeys('"„“”«»‹›‚()[]{}', " "))
_LONE_QUOTE = re.compile(r"(?<!\w)['’‘]|['’‘](?!\w)")
_STRAY_QUOTE = re.compile(r'\s"(?=\s)')  # engines set a space before a closing quote: 'Yes. " He'

# An opening bracket that does not close within this many code points was never one (an emoticon,
# a list marker). Long enough for any aside in the news texts looked at; not tuned.
_ASIDE = 400

# Pieces for sentencex, cut behind a word where possible: longer than nearly all real paragraphs.
_PIECE = re.compile(rf".{{1,8000}}(?<![{_TERMINATORS}])\s|.{{1,8000}}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Stop:
    """A stop at ``start``, all that clings to it until ``end``, and the word that follows."""

    start: int
    end: int
    sign: str
    lead: str
    word: str
    proposed: bool

    @property
    def quoted(self) -> bool:
        return any(char in "\"'”“’‘»«›‹" for char in self.sign)


def bounds(text: str, language: Language) -> list[tuple[int, int]]:
    """Return the half-open spans of the sentences of *text*, in order, without outer white space.

    Only white space lies between the spans. The time is linear in the length of the text.

    >>> from dragoman.languages import get
    >>> [t[slice(*s)] for t in ["Am 3. Mai ging er. Sie blieb."] for s in bounds(t, get("de"))]
    ['Am 3. Mai ging er.', 'Sie blieb.']
    """
    text = text.rstrip()  # now a stop at the very end needs no judging
    spans: list[tuple[int, int]] = []
    start = _skip_space(text, 0)
    asides = _asides(text)
    for stop in _stops(text, language):
        if stop.start >= start and _ends(text, stop, start, asides=asides, language=language):
            spans.append((start, stop.end))
            start = _skip_space(text, stop.end)
    if start < len(text):
        spans.append((start, len(text)))
    return spans


def _skip_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _stops(text: str, language: Language) -> Iterator[_Stop]:
    """Find every stop after which a sentence could end, with sentencex's opinion of it."""
    blank = _LONE_QUOTE.sub(" ", text.translate(_BLANK))
    starts = _proposals(blank, language.code)
    quotes = seen = 0
    for match in _STOP.finditer(text):
        end = match.end()
        quotes, seen = quotes + text.count('"', seen, end), end
        if quotes % 2 and _STRAY_QUOTE.match(text, end):
            end += 2
        following = _NEXT.match(text, end)
        assert following is not None  # every part of it is optional
        lead, word = following.group(1), following.group(2) or ""
        if lead in _APOSTROPHES and len(word) == 1:
            word = "'" + word  # Dutch 's Avonds, 't Was
        yield _Stop(
            start=match.start(),
            end=end,
            sign=text[match.start() : end],
            lead=lead,
            word=word,
            proposed=_skip_space(blank, end) in starts,
        )


def _proposals(text: str, code: str) -> set[int]:
    """Return where sentencex begins a sentence.

    It is quadratic in the sentences that no white space parts, so long texts go in pieces.
    """
    starts: set[int] = set()
    for piece in _PIECE.finditer(text):
        found = get_sentence_boundaries(code, piece.group())
        starts.update(piece.start() + bound["start_index"] for bound in found[1:])
    return starts


def _asides(text: str) -> list[tuple[int, int]]:
    """Find the outermost bracket pairs, as (opening, closing) offsets."""
    pairs: list[tuple[int, int]] = []
    depth: list[int] = []
    for match in re.finditer(r"[(\[)\]]", text):
        if match.group() in "([":
            depth.append(match.start())
        elif depth:
            opening = depth.pop()
            if match.start() - opening <= _ASIDE:
                while pairs and pairs[-1][0] > opening:
                    pairs.pop()
                pairs.append((opening, match.start()))
    return pairs


def _ends(
    text: str, stop: _Stop, start: int, *, asides: list[tuple[int, int]], language: Language
) -> bool:
    """Judge whether the sentence that began at *start* ends with *stop*."""
    if stop.end == len(text):
        return False
    if stop.sign[0] in _WIDE:
        return stop.proposed
    opener = _opens(stop.word, language)
    if not text[stop.end : stop.end + 1].isspace():
        glued = stop.proposed and not stop.quoted and text[stop.start - 3 : stop.start].isalpha()
        return glued and opener and stop.word[0].isupper()
    if not stop.word or _goes_on(stop) or not _WORD.search(text, start, stop.start):
        return False
    aside = _aside_around(stop.start, asides)
    if aside is not None and aside[0] > start + 1:
        closed = text[aside[1] + 1 : stop.end]  # "(cups, plates, etc.)." has a stop of its own
        return stop.end > aside[1] and (opener or any(char in _TERMINATORS for char in closed))
    if "!" in stop.sign or "?" in stop.sign:
        return not (stop.quoted and _reports(text, stop, language))
    if stop.sign.startswith(("..", "…")):
        return opener or not language.segment.capital_nouns
    return _full_stop_ends(text, stop, start, opener=opener, language=language)


def _goes_on(stop: _Stop) -> bool:
    """Tell whether what follows can only continue the sentence: a comma, a small letter."""
    if stop.lead in ",;:)]}/&=+" and stop.lead:
        return True
    if stop.lead in _DASHES and stop.lead and (stop.quoted or stop.word[0].isdecimal()):
        return True
    return stop.word[0].islower() and stop.word == stop.word.lower()


def _opens(word: str, language: Language) -> bool:
    """Tell whether *word* is one that opens sentences: "The", "Danach", the L' of "L'homme"."""
    if len(word) == 2 and word.endswith("."):
        return False  # an initial: "W. Bush", though "w" is a Polish preposition
    lower = word.lower().replace("’", "'").rstrip(".")
    if lower in language.openers:
        return True
    head, mark, _ = lower.partition("'")
    return bool(mark) and head + mark in language.openers


def _aside_around(at: int, asides: list[tuple[int, int]]) -> tuple[int, int] | None:
    place = bisect_right(asides, (at, len(asides) and asides[-1][1] + 1)) - 1
    if place >= 0 and asides[place][0] < at < asides[place][1]:
        return asides[place]
    return None


def _reports(text: str, stop: _Stop, language: Language) -> bool:
    """Tell whether a name and a verb of saying follow: ``"Is it?" Mary Smith asked.``"""
    words = text[stop.end : stop.end + 80].split()[:5]
    return any(word.strip(",.:") in language.segment.reporting for word in words[1:])


def _full_stop_ends(
    text: str, stop: _Stop, start: int, *, opener: bool, language: Language
) -> bool:
    """Judge a lone full stop by what stands before it."""
    kind = before_stop(text, stop.start, start, next_word=stop.word, language=language)
    if kind is Before.NEVER:
        return False
    if kind is Before.OPENER:
        return opener
    if kind is Before.ALWAYS:
        return True
    return stop.proposed or opener
