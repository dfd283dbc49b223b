"""Word links on hand-written vectors and with the real encoder."""

from __future__ import annotations

import numpy as np

from dragoman import encoder
from dragoman.align.words import word_links
from dragoman.vectors import Encoding

SOURCE = "Die Polizei nahm am Montag zwei Männer fest."
TARGET = "On Monday police arrested two men."


def made(text: str, rows: list[list[float]]) -> Encoding:
    spans, start = [], 0
    for word in text.split():
        spans.append((start, start + len(word)))
        start += len(word) + 1
    plane = np.array(rows, np.float32)
    return Encoding(
        sentence=plane.mean(axis=0),
        tokens=np.stack([plane, plane, plane]),
        spans=np.array(spans, np.int32),
        truncated=False,
    )


NONE = (np.zeros((3, 3), np.float32), np.zeros((3, 3), np.float32))


def test_words_that_choose_each_other_are_linked() -> None:
    left = made("rot blau", [[1, 0, 0], [0, 1, 0]])
    right = made("blue red", [[0, 1, 0.1], [1, 0.1, 0]])
    links = word_links([(4, "rot blau", left)], [(7, "blue red", right)], centres=NONE)
    assert [(link.source, link.target) for link in links] == [
        ((4, 0, 3), (7, 5, 8)),
        ((4, 4, 8), (7, 0, 4)),
    ]


def test_a_word_that_is_not_chosen_back_has_no_link() -> None:
    left = made("rot rosa", [[1, 0, 0], [0.8, 0.6, 0]])
    right = made("red", [[1, 0, 0]])
    links = word_links([(0, "rot rosa", left)], [(0, "red", right)], centres=NONE)
    assert [link.source for link in links] == [(0, 0, 3)]


def test_what_all_words_of_a_side_share_is_subtracted() -> None:
    left = made("rot blau", [[1, 0, 0], [0, 1, 0]])
    right = made("blue red", [[5, 1, 0], [6, 0, 0]])
    shared = np.tile(np.array([5, 0, 0], np.float32), (3, 1))
    for centre, expected in ((shared, 2), (NONE[1], 1)):
        links = word_links(
            [(0, "rot blau", left)], [(0, "blue red", right)], centres=(NONE[0], centre)
        )
        assert len(links) == expected


def test_an_empty_side_has_no_links() -> None:
    assert word_links([], [(0, "red", made("red", [[1, 0, 0]]))]) == ()


def test_real_words_find_their_translations() -> None:
    engine = encoder.load(threads=1)
    left, right = engine.encode([SOURCE, TARGET])
    links = word_links([(0, SOURCE, left)], [(0, TARGET, right)])
    found = {
        (SOURCE[link.source[1] : link.source[2]], TARGET[link.target[1] : link.target[2]])
        for link in links
    }
    assert {
        ("Polizei", "police"),
        ("Montag", "Monday"),
        ("zwei", "two"),
        ("Männer", "men"),
    } <= found
    assert all(-1 <= link.score <= 1 for link in links)
