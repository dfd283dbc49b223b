"""Cleaning never loses the place."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model import TextMap
from dragoman.read.clean import Cleaner, clean

LETTERS = "aeou nkKlZ.,ßżßїй\u00e9\u0301\u0308\u0327\u0316\u212b\u1100\u1161\u11a8\u0f71\u0f72"
BLANKS = " \t\n\r\u00a0\u202f\u2028\u3000\x85"
UNSEEN = "\u00ad\u200b\u200d\ufeff\u2066\x00\x1b"

texts = st.text(alphabet=LETTERS + BLANKS + UNSEEN, max_size=60) | st.text(max_size=40)


def expected(text: str) -> str:
    """The slow and plain way to the same text."""
    seen = "".join(c for c in text if c.isspace() or clean(c)[0] or unicodedata.combining(c))
    return unicodedata.normalize("NFC", " ".join(seen.split()))


@given(texts)
def test_cleaning_is_nfc_with_single_spaces_and_nothing_unseen(text: str) -> None:
    assert clean(text)[0] == expected(text)


@given(texts, st.data())
def test_any_slice_maps_to_the_original_that_it_came_from(text: str, data: st.DataObject) -> None:
    cleaned, origin = clean(text)
    start = data.draw(st.integers(0, len(cleaned)))
    end = data.draw(st.integers(start, len(cleaned)))
    first, last = origin.to_original(start, end)
    assert 0 <= first <= last <= len(text)
    again = clean(text[first:last])[0]
    # A letter with its marks cannot be cut, so the original may say a little more at the edges,
    # and a slice of blanks alone cleans to nothing.
    assert cleaned[start:end].strip() in again


@given(texts)
def test_the_whole_maps_to_the_whole_and_starts_never_run_back(text: str) -> None:
    cleaned, origin = clean(text)
    starts = [origin.to_original(at, at + 1) for at in range(len(cleaned))]
    assert starts == sorted(starts)
    if cleaned:
        first, last = origin.to_original(0, len(cleaned))
        assert clean(text[first:last])[0] == cleaned


@given(st.lists(st.text(alphabet="abcäé„.", min_size=1, max_size=8), max_size=8))
def test_plain_text_maps_to_itself(words: list[str]) -> None:
    text = " ".join(words)
    assert clean(text, 7) == (text, TextMap.identity(7 if text else 0, len(text)))


@given(st.lists(texts, max_size=6))
def test_pieces_added_one_by_one_clean_like_the_whole(parts: list[str]) -> None:
    cleaner = Cleaner()
    at = 0
    for part in parts:
        cleaner.add(part, at)
        at += len(part)
    assert cleaner.finish()[0] == clean("".join(parts))[0]


@pytest.mark.parametrize(
    ("original", "start", "end", "found"),
    [
        pytest.param("Kyiv\r\n  und Lwiw", 4, 5, "\r\n  ", id="a folded line end is one piece"),
        pytest.param("Mu\u0308nchen", 1, 2, "u\u0308", id="a composed letter keeps its mark"),
        pytest.param("Außen\u00administer", 3, 7, "en\u00admi", id="a soft hyphen"),
        pytest.param("12\u00a0000 Euro", 0, 6, "12\u00a0000", id="a no-break space is a space"),
    ],
)
def test_spans_point_at_the_original(original: str, start: int, end: int, found: str) -> None:
    _, origin = clean(original)
    first, last = origin.to_original(start, end)
    assert original[first:last] == found


def test_an_entity_is_one_piece() -> None:
    cleaner = Cleaner()
    cleaner.add("Gro", 0)
    cleaner.piece("ß", 3, 10)
    cleaner.add("britannien", 10)
    text, origin = cleaner.finish()
    assert text == "Großbritannien"
    assert origin.to_original(3, 4) == (3, 10)
    assert origin.to_original(2, 5) == (2, 11)


def test_a_mark_given_as_entity_composes_with_the_letter_before() -> None:
    cleaner = Cleaner()
    cleaner.add("a", 0)
    cleaner.piece("\u0308", 1, 7)
    text, origin = cleaner.finish()
    assert (text, origin.to_original(0, 1)) == ("ä", (0, 7))
