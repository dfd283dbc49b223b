"""What every format asks of a run's objects: where a finding stands, whether it counts, totals."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from dragoman.model import SEVERITIES
from dragoman.standing import status

Json = Mapping[str, Any]


class RuleHelp(NamedTuple):
    """What a report says about a rule: its name, one line, and the text of its page."""

    name: str
    summary: str
    page: str


Rules = Mapping[str, RuleHelp]


class Place(NamedTuple):
    """A stretch of a sentence's text: sentence index, start, end (0-based, half-open)."""

    sentence: int
    start: int
    end: int


def side_of(finding: Json) -> Literal["source", "target"]:
    """Return the side a finding points at: the translation, unless words are missing there."""
    return "target" if finding["target"] is not None or finding["source"] is None else "source"


def path_of(article: Json, finding: Json) -> str:
    """Return the file a finding points at."""
    side = article[side_of(finding)] or article["target"]
    return str(side["path"])


def line_column(finding: Json) -> tuple[int, int]:
    """Return the 1-based line and column a finding points at."""
    span = finding[side_of(finding)]
    return (1, 1) if span is None else (span["line"], span["column"])


def rank(finding: Json) -> tuple[int, float]:
    """Order findings by weight: most severe first, then most certain."""
    return (-SEVERITIES.index(finding["severity"]), -finding["confidence"])


def bead_of(article: Json, finding: Json) -> Json | None:
    """Return the bead a finding stands in, if any."""
    number = finding.get("bead")
    if number is None:
        return None
    number -= article.get("first_bead", 0)
    beads: Sequence[Json] = article["alignment"]
    return beads[number] if 0 <= number < len(beads) else None


class Locator:
    """Finds spans of one file in the texts of its sentences.

    A text file's sentences are slices of it, so offsets carry over. In markup the sentence is
    shorter than its stretch of the file; there the span's words are looked for, and of several
    occurrences the one that stands nearest in proportion is taken.
    """

    def __init__(self, sentences: Sequence[Json]):
        self._sentences = sentences
        self._order = sorted(range(len(sentences)), key=lambda number: sentences[number]["start"])
        self._starts = [sentences[number]["start"] for number in self._order]

    def __call__(self, span: Json | None) -> tuple[Place, ...]:
        """Return a place for each sentence that *span* touches."""
        return () if span is None else tuple(self._places(span))

    def _places(self, span: Json) -> Iterator[Place]:
        first = max(bisect_right(self._starts, span["start"]) - 1, 0)
        for number in self._order[first:]:
            sentence = self._sentences[number]
            if sentence["start"] > span["start"] and sentence["start"] >= span["end"]:
                return
            start, end = max(span["start"], sentence["start"]), min(span["end"], sentence["end"])
            if start < end or start == end == span["start"] == span["end"]:
                yield _place(number, sentence, span, (start, end))


def _place(number: int, sentence: Json, span: Json, part: tuple[int, int]) -> Place:
    text, base = sentence["text"], sentence["start"]
    length = sentence["end"] - base
    if len(text) == length:
        return Place(number, part[0] - base, part[1] - base)
    found = _nearest(span["text"], text, (part[0] - base) / max(length, 1))
    return Place(number, *found) if found else Place(number, 0, len(text))


def _nearest(words: str, text: str, share: float) -> tuple[int, int] | None:
    """Return the occurrence of *words* in *text* that stands nearest to *share* of its length."""
    found = [at for at in range(len(text)) if words and text.startswith(words, at)]
    if not found:
        return None
    start = min(found, key=lambda at: abs(at - share * len(text)))
    return start, start + len(words)


@dataclass
class Totals:
    """A run in counts, gathered an article at a time."""

    articles: int = 0
    words: int = 0
    beads: int = 0
    severities: Counter[str] = field(default_factory=Counter)
    families: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    unjudged: Counter[str] = field(default_factory=Counter)

    def add(self, article: Json, baseline: Collection[str] = frozenset()) -> None:
        """Count one article."""
        self.articles += 1
        self.words += article["scores"].get("words") or 0
        self.beads += len(article["alignment"])
        self.unjudged.update(article["scores"].get("unjudged") or {})
        for finding in article["findings"]:
            kind = status(finding, baseline)
            self.statuses[kind] += 1
            if kind == "open":
                self.severities[finding["severity"]] += 1
                self.families[finding["family"]] += 1

    def __add__(self, other: Totals) -> Totals:
        """Add two counts up."""
        return Totals(
            articles=self.articles + other.articles,
            words=self.words + other.words,
            beads=self.beads + other.beads,
            severities=self.severities + other.severities,
            families=self.families + other.families,
            statuses=self.statuses + other.statuses,
            unjudged=self.unjudged + other.unjudged,
        )


def totals(articles: Iterable[Json], baseline: Collection[str] = frozenset()) -> Totals:
    """Count *articles*."""
    total = Totals()
    for article in articles:
        total.add(article, baseline)
    return total


def plural(number: int, noun: str) -> str:
    """Return number and noun, the noun in the right number.

    >>> plural(1, "finding"), plural(1200, "finding")
    ('1 finding', '1,200 findings')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


# Characters that steer how text is shown. Left as they are they can hide or reorder what a reader
# sees, or drive a terminal (CVE-2021-42574, "Trojan Source"); so reports show their names.
_NAMED = {
    "\u00ad": "SHY", "\u061c": "ALM", "\u200b": "ZWSP", "\u200e": "LRM", "\u200f": "RLM",
    "\u2028": "LS", "\u2029": "PS", "\u202a": "LRE", "\u202b": "RLE", "\u202c": "PDF",
    "\u202d": "LRO", "\u202e": "RLO", "\u2060": "WJ", "\u2066": "LRI", "\u2067": "RLI",
    "\u2068": "FSI", "\u2069": "PDI", "\ufeff": "BOM", "\x7f": "DEL",
}  # fmt: skip


def shown(char: str) -> str:
    r"""Return what stands for a character in a report: itself, or a name for what steers display.

    >>> shown("a"), shown("\u202e"), shown("\x00"), shown("\n")
    ('a', '⟨RLO⟩', '⟨0000⟩', ' ')
    """
    if char in "\n\r\t":
        return " "
    if char in _NAMED:
        return f"⟨{_NAMED[char]}⟩"
    if unicodedata.category(char) in ("Cc", "Cs"):
        return f"⟨{ord(char):04X}⟩"
    return char


def safe_text(text: str) -> str:
    """Return *text* with every steering character replaced by its name."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(shown, text))
