"""Encodings come back as they were, from memory or from the file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dragoman.encoder import recent
from dragoman.encoder.recent import Recent
from dragoman.vectors import Encoding


def made(seed: int, tokens: int) -> Encoding:
    chance = np.random.default_rng(seed)
    return Encoding(
        sentence=chance.normal(size=6).astype(np.float32),
        tokens=chance.normal(size=(3, tokens, 8)).astype(np.float32),
        spans=np.arange(2 * tokens, dtype=np.int32).reshape(-1, 2),
        truncated=seed % 2 == 1,
    )


def same(one: Encoding | None, other: Encoding) -> bool:
    return (
        one is not None
        and one.truncated == other.truncated
        and all(
            np.array_equal(getattr(one, name), getattr(other, name))
            and getattr(one, name).dtype == getattr(other, name).dtype
            for name in ("sentence", "tokens", "spans")
        )
    )


ALL = {f"text {seed}": made(seed, seed) for seed in range(12)}


@pytest.mark.parametrize("held", [1, 20, 1000])
def test_what_was_put_in_comes_back_bit_for_bit(tmp_path: Path, held: int) -> None:
    kept = Recent(tmp_path / "new", held_tokens=held)
    for text, encoding in ALL.items():
        kept.put(text, encoding)
    for text, encoding in reversed(ALL.items()):
        assert same(kept.get(text), encoding)
    assert kept.get("another") is None


def test_a_text_put_in_again_after_it_went_to_the_file_is_read_alike(tmp_path: Path) -> None:
    kept = Recent(tmp_path, held_tokens=5)
    for _ in range(2):
        for text, encoding in ALL.items():
            kept.put(text, encoding)
    assert all(same(kept.get(text), encoding) for text, encoding in ALL.items())


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    kept = Recent(tmp_path, held_tokens=1)
    for text, encoding in ALL.items():
        kept.put(text, encoding)
    assert list(tmp_path.iterdir()) == []
    kept.clear()
    assert all(kept.get(text) is None for text in ALL)
    kept.put("text 3", ALL["text 3"])
    assert same(kept.get("text 3"), ALL["text 3"])


def test_where_nothing_can_be_written_less_is_remembered(tmp_path: Path, monkeypatch) -> None:
    def refused(*_, **__):
        raise OSError("full")

    monkeypatch.setattr(recent.tempfile, "TemporaryFile", refused)
    kept = Recent(tmp_path, held_tokens=15)
    for text, encoding in ALL.items():
        kept.put(text, encoding)
    assert kept.get("text 3") is None
    assert same(kept.get("text 11"), ALL["text 11"])


def test_the_file_stays_within_its_limit(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(recent, "SPILLED_BYTES", 4 * (6 + 3 * 8 + 2))
    kept = Recent(tmp_path, held_tokens=1)
    for seed in (1, 2, 3, 4):
        kept.put(str(seed), made(seed, seed))
    assert same(kept.get("1"), made(1, 1))
    assert kept.get("3") is None
