"""What stands before a full stop: an ordinal, an abbreviation, an initial, or just a word."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from itertools import pairwise

from dragoman.languages import Language, Segmentation


class Before(Enum):
    """What the text before a full stop says about it."""

    NEVER = "the sentence goes on"
    OPENER = "the sentence ends if a typical opener follows"
    ALWAYS = "the sentence ends"
    WORD = "nothing special"


# How far back to look: the longest abbreviation with its spaces is well under this.
_WINDOW = 40
_PART = re.compile(r"[^\W_]+\.")
_LAST = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*$")
_MARKER = re.compile(r"[^\w\s]?\s?(?:\d{1,3}|[^\W\d_]|[IVXivx]{1,5})")
_ROMAN = re.compile(r"(?=[IVXL])X{0,3}L?X{0,3}(?:IX|IV|V?I{0,3})")
_DOMAIN = re.compile(r"\w\w\.[^\W\d_]{2,}$")  # "Beispiel.tv" is no abbreviation
_FIGURE = re.compile(r"\d|[IVXLІХ]+$")  # Roman figures are typed with Cyrillic letters as well
_VOWELS = frozenset("aeiouyаеиоуыэюяіє")
_UNITS = frozenset(["cm", "dm", "g", "h", "kg", "km", "kW", "l", "m", "mg", "ml", "mm", "t"])
_LONG = 4
"""Letters from which a word before a figure is hardly an unlisted abbreviation. On half of 18,000
German news lines joined by tens, all 62 bounds found so were right; 4 finds 4 more than 5."""
_CLUBS = frozenset(
    [
        "BC",
        "BFC",
        "Bundesliga",
        "CfR",
        "FC",
        "FFC",
        "FSV",
        "HC",
        "Liga",
        "SC",
        "SV",
        "TSV",
        "TV",
        "VfL",
    ]
)
"""What follows the ordinal in the names of German clubs and leagues, kept in every language:
"he joined 1. FC Köln of the 2. Bundesliga". From the members of the DFB's leagues since 1963."""
_SHORT = 4
"""Words up to which a sentence has "just begun": "W 1990 r. Polska …" goes on."""


def before_stop(text: str, stop: int, start: int, *, next_word: str, language: Language) -> Before:
    """Classify the full stop at *stop* in the sentence that begins at *start*.

    *next_word* is the word after it. Looks at most 40 code points back.
    """
    rules = language.segment
    if stop - start < 8 and _MARKER.fullmatch(text[start:stop]):
        return Before.NEVER  # "1. First item", "a. …", but also "1. FC Köln" at the very start
    match = _LAST.search(text[max(start, stop - _WINDOW) : stop])
    last = match.group() if match else ""
    previous = _word_before(text, stop - len(last), start)
    kind = _abbreviation(text, stop, rules)
    if kind == "after_number":
        kind = "often_end" if _FIGURE.match(previous) else "never_end"
    if kind is not None and (kind != "before_number" or next_word[0].isdecimal()):
        return _judge(kind, text[start : min(stop, start + _WINDOW)], next_word)
    if _DOMAIN.search(text[max(start, stop - _WINDOW) : stop]):
        return Before.ALWAYS
    if last.isdecimal():
        return _number(last, previous, next_word, language)
    if len(last) == 1 and last.isupper():
        return _letter(last, previous, rules)
    if rules.roman_dot and _ROMAN.fullmatch(last):
        return Before.OPENER
    if _looks_short(last) and not (last in _UNITS and previous[:1].isdecimal()):
        return Before.NEVER if next_word[0].isdecimal() else Before.OPENER
    return _word(last, next_word, language)


def _word_before(text: str, at: int, start: int) -> str:
    words = text[max(start, at - _WINDOW) : at].split()
    return words[-1].strip("\"'„“”«»‹›()[]") if words else ""


def _abbreviation(text: str, stop: int, rules: Segmentation) -> str | None:
    """Name the list that holds the abbreviation which this full stop ends or stands in."""
    known = rules.abbreviations
    window = max(0, stop - _WINDOW)
    parts = [
        (match.start() + window, match.end() + window)
        for match in _PART.finditer(text[window : stop + 1 + _WINDOW])
    ]
    here = next((index for index, part in enumerate(parts) if part[1] == stop + 1), None)
    if here is None:
        return None
    for first in range(max(0, here - rules.longest + 1), here + 1):
        for last in range(min(len(parts), first + rules.longest) - 1, here - 1, -1):
            key = _joined(text, parts[first : last + 1])
            if kind := known.get(key) or known.get(key[:1].lower() + key[1:]):
                return kind if last == here else "inside"
    if text.endswith(rules.compounds, 0, stop + 1):
        return "may_end"
    run = re.search(r"(?<!\w)(?:[^\W\d_]\.){2,}$", text[window : stop + 1])
    return "may_end" if run else None


def _joined(text: str, parts: list[tuple[int, int]]) -> str:
    """Join adjacent parts without their white space; empty if something stands between them."""
    for (_, end), (start, _) in pairwise(parts):
        if text[end:start].strip() or start - end > 1:
            return ""
    return "".join(text[start:end] for start, end in parts)


def _judge(kind: str, sofar: str, next_word: str) -> Before:
    if kind in ("inside", "never_end", "before_number"):
        return Before.NEVER
    figure = next_word[0].isdecimal()
    if kind == "often_end" and (figure or sofar.count(" ") >= _SHORT):
        return Before.ALWAYS
    return Before.NEVER if figure else Before.OPENER


def _number(number: str, previous: str, next_word: str, language: Language) -> Before:
    """Tell an ordinal ("am 3. Oktober", "19. Jahrhundert") from a figure that ends a sentence."""
    rules = language.segment
    if len(number) == 1 and next_word.rstrip(".") in _CLUBS:
        return Before.NEVER
    if not rules.ordinal_dot or len(number) > 3:
        return Before.WORD
    if next_word[0].isdecimal():
        date = len(number) <= 2 and (next_word.endswith(".") or len(next_word) == 4)
        return Before.NEVER if date else Before.WORD
    if next_word.rstrip(".") in rules.ordinal_nouns:
        return Before.NEVER
    if previous.lower() in rules.ordinal_lead:
        return Before.OPENER
    return Before.WORD


def _letter(letter: str, previous: str, rules: Segmentation) -> Before:
    """Tell an initial ("J. R. R. Tolkien", "George W. Bush") from a letter that is a name."""
    return Before.WORD if previous.lower() in rules.letter_nouns else Before.OPENER


def _word(word: str, next_word: str, language: Language) -> Before:
    """Overrule sentencex where it refuses: before a figure, and after "no", "mich" and the like."""
    if next_word[0].isdecimal() and len(word) >= _LONG and word[-_LONG:].isalpha():
        return Before.ALWAYS
    return Before.ALWAYS if len(word) > 1 and word.lower() in language.plain else Before.WORD


def _looks_short(word: str) -> bool:
    """Tell whether a word has no vowel and so is an abbreviation ("Hptm", "dhr"), not "CDU"."""
    if not 2 <= len(word) <= 6 or not word.isalpha() or word.isupper():
        return False
    letters = unicodedata.normalize("NFD", word.lower())
    return not any(letter in _VOWELS for letter in letters)
