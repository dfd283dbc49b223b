"""What a pair of passages looks like to the drift model: some eighty numbers.

Most describe how well each token is answered on the other side, at three layers because each sees
something else: layer 0 the spelling, the middle layer the word in its context, the last one the
sentence's meaning. An untranslated word agrees with itself on layer 0, so the model can
subtract that agreement. All are symmetric in form: a ``s`` part looks from source words to target
words (what was lost), a ``t`` part the other way (what was added).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from dragoman.score.centres import Centres
from dragoman.score.passage import Passage
from dragoman.vectors import Vectors

Floats = npt.NDArray[np.float32]

_FIGURE = re.compile(r"\d+")
_QUESTION = re.compile(r"[?？؟;]\W*$")
_END = re.compile(r"[.!?…।։。？！:;][\"'”’»“)\]]*\s*$")


Planes = tuple[Floats, Floats, Floats]
"""Centred cosines of two sides' tokens at the three layers, each (n, m)."""


def features(
    source: Passage, target: Passage, centres: tuple[Centres, Centres], tokens: Planes
) -> dict[str, float]:
    """Describe a pair; every value is finite, the names are always the same and in one order.

    *tokens* are the ``cosines`` of the pair.
    """
    planes = of_words(source, target, tokens)
    found = {"cosine": float(source.pooled(centres[0]) @ target.pooled(centres[1]))}
    for name, plane in zip(("0", "7", "12"), planes, strict=True):
        found |= _answers(f"s{name}", plane.max(axis=1))
        found |= _answers(f"t{name}", plane.max(axis=0))
    found |= _matches("s", planes)
    found |= _matches("t", [plane.T for plane in planes])
    found |= _order(planes[1])
    found |= _lengths(source, target, planes[1].shape)
    found |= _figures(source.text, target.text)
    found |= _surface(source, target)
    return found


def cosines(source: Passage, target: Passage, centres: tuple[Centres, Centres]) -> Planes:
    """Return the centred cosines of all tokens."""
    left, right = source.unit_tokens(centres[0]), target.unit_tokens(centres[1])
    zero, seven, twelve = (one @ other.T for one, other in zip(left, right, strict=True))
    return zero, seven, twelve


def of_words(source: Passage, target: Passage, planes: Planes) -> Planes:
    """Return the cosines of the tokens that belong to words alone."""
    at = np.ix_(_word_tokens(source), _word_tokens(target))
    zero, seven, twelve = (plane[at] for plane in planes)
    return zero, seven, twelve


def _word_tokens(passage: Passage) -> npt.NDArray[np.bool_]:
    """Tell which tokens belong to words; all of them where there are no words."""
    kept = np.array(passage.word_of_token) >= 0
    return kept if kept.any() else np.ones(len(kept), bool)


def _answers(name: str, best: Vectors) -> dict[str, float]:
    """Describe how well each token is answered by its best partner: the middle and the low end."""
    ordered = np.sort(best)
    n = len(ordered)
    return {
        f"{name}.mean": float(ordered.mean()),
        f"{name}.low3": float(ordered[:3].mean()),
        f"{name}.q10": float(ordered[int(0.1 * (n - 1))]),
        f"{name}.q25": float(ordered[int(0.25 * (n - 1))]),
        f"{name}.q50": float(ordered[int(0.5 * (n - 1))]),
        f"{name}.spread": float(ordered.std()),
    }


def _matches(name: str, planes: Sequence[Floats]) -> dict[str, float]:
    """Follow each token to its partner on the middle layer and look at the pair elsewhere."""
    zero, seven, twelve = planes
    rows = np.arange(len(seven))
    partner = seven.argmax(axis=1)
    mutual = seven.argmax(axis=0)[partner] == rows
    here = seven[rows, partner]
    spelling = zero[rows, partner]
    meaning = np.sort(twelve[rows, partner])
    upper = twelve.argmax(axis=1)
    rest = seven.copy()
    rest[rows, partner] = -1
    return {
        f"{name}.mutual": float(mutual.mean()),
        f"{name}.mutual12": float((twelve.argmax(axis=0)[upper] == rows).mean()),
        f"{name}.agree": float((upper == partner).mean()),
        f"{name}.beyond": float((here - spelling).mean()),
        f"{name}.same": float((spelling > 0.9).mean()),
        f"{name}.meaning": float(meaning.mean()),
        f"{name}.meaning3": float(meaning[:3].mean()),
        f"{name}.gaps": float(np.clip(0.5 - here, 0, None).mean()),
        f"{name}.lonely": float((~mutual & (here < 0.5)).mean()),
        f"{name}.margin": float((here - rest.max(axis=1)).mean()),
    }


def _order(seven: Floats) -> dict[str, float]:
    """Describe how far the answers run in the order of the source."""
    at = seven.argmax(axis=0)
    mutual = seven.argmax(axis=1)[at] == np.arange(len(at))
    path = at[mutual] / max(len(seven) - 1, 1)
    steps = np.abs(np.diff(path))
    above = np.triu(path[:, None] > path[None, :], 1).sum()
    pairs = max(len(path) * (len(path) - 1) / 2, 1)
    return {
        "order.inversions": float(above / pairs),
        "order.steps": float(steps.mean()) if len(steps) else 0.0,
        "order.back": float((np.diff(path) < 0).mean()) if len(steps) else 0.0,
    }


def _lengths(source: Passage, target: Passage, tokens: tuple[int, ...]) -> dict[str, float]:
    ratio = math.log((tokens[1] + 1) / (tokens[0] + 1))
    signs = math.log((len(target.text) + 1) / (len(source.text) + 1))
    return {
        "length.tokens": ratio,
        "length.tokens_off": abs(ratio),
        "length.signs": signs,
        "length.signs_off": abs(signs),
        "length.source": math.log(tokens[0] + 1),
        "pieces.source": tokens[0] / max(len(source.words), 1),
        "pieces.target": tokens[1] / max(len(target.words), 1),
    }


def _figures(source: str, target: str) -> dict[str, float]:
    """Compare the digits: a figure counts by its digits alone, however they are grouped."""
    left, right = (Counter("".join(_FIGURE.findall(text))) for text in (source, target))
    return {
        "figures.lost": math.log1p((left - right).total()),
        "figures.added": math.log1p((right - left).total()),
    }


def _surface(source: Passage, target: Passage) -> dict[str, float]:
    """Describe the target's own form: copies, repetitions, end mark, unknown words."""
    words = [word.casefold() for word in target.word_texts]
    theirs = [word.casefold() for word in source.word_texts]
    known = {word for word in source.word_texts if word.islower() and len(word) > 3}
    zipf = _commonness(words, target.lang)
    return {
        "copies": sum(word in known for word in target.word_texts) / max(len(words), 1),
        "repeats": _repeats(words) - _repeats(theirs),
        "repeats.pairs": _repeats(list(pairwise(words))) - _repeats(list(pairwise(theirs))),
        "stammer": math.log1p(sum(a == b for a, b in pairwise(words))),
        "question": float(
            bool(_QUESTION.search(source.text)) != bool(_QUESTION.search(target.text))
        ),
        "end": float(bool(_END.search(source.text)) != bool(_END.search(target.text))),
        "common.mean": float(zipf.mean()),
        "common.low3": float(np.sort(zipf)[:3].mean()),
        "common.none": float((zipf == 0).mean()),
    }


def _repeats(items: Sequence[object]) -> float:
    return 1 - len(set(items)) / len(items) if items else 0.0


def _commonness(words: Sequence[str], lang: str) -> Floats:
    """Return log frequencies of words that a dictionary would hold; 3 where nothing is known."""
    table = _frequencies(lang)
    if not table:
        return np.full(max(len(words), 1), 3.0, np.float32)
    values = [
        8.0 if any(sign.isdigit() for sign in word) else table.get(word.removesuffix("'s"), 0.0)
        for word in words
    ]
    return np.array(values or [3.0], np.float32)


@cache
def _frequencies(lang: str) -> Mapping[str, float]:
    """Return Zipf frequencies of a language's words, empty if wordfreq has none."""
    from wordfreq import available_languages, get_frequency_dict

    if lang not in available_languages("small"):
        return {}
    table = get_frequency_dict(lang, "small")
    return {word: math.log10(value) + 9 for word, value in table.items()}
