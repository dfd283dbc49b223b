"""Weigh whether a denial without its like was lost, or put in other words.

The chief sign is a counterfactual: if the denial was lost, the other side agrees better with this
side once the denial is taken out here ("Er kam." for "Er kam nicht." → "He came."); if it was put
otherwise ("He stayed away."), agreement falls. Beside it count what else the other side has that
could be the denial in other words, and whether the denial is firmly linked to a word there.

The weights stand in ``data/denials_weighed.toml``; ``python -m dragoman.dev.train_negation`` makes
them and tells from what.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from dragoman.checks.quantities.affirm import affirm
from dragoman.checks.quantities.denials import Contested, Denial
from dragoman.model import Article, Sentence

SOFT = 0.05
"""Added to what is left to agree, lest near-perfect pairs divide by nothing."""

NEXT = 0.1
"""An answer so near, in parts of the bead, stands where the denial stood."""

BESIDE = 0.25
"""A word that denies by its meaning, so near on the same side, may have gone with the denial."""

MANY = 3
"""More possible answers than that say no more."""

PLAINEST = frozenset({"unable", "fail", "lack"})
"""Senses that hardly stand for anything but a denial."""

GOING_ON = frozenset({"nor", "neither", "neither-nor"})
"""Senses that often go on a denial already made ("nicht …, weder … noch": "not …, either … or")."""


def lost(article: Article, bead: int, one: Contested, *, source: bool) -> float | None:
    """Return how likely the denial has no answer, in [0, 1]; None without an encoder.

    *source* tells on which side of the bead it stands. Calibrated for a text in which one sentence
    in thirty had a denial lost or put in.
    """
    found = features(article, bead, one, source=source)
    if found is None:
        return None
    weights = _weights()["lost" if source else "added"]
    score = weights["constant"] + sum(weights[name] * value for name, value in found.items())
    return 1 / (1 + math.exp(-score))


@cache
def _weights() -> Mapping[str, Mapping[str, float]]:
    place = resources.files(__package__).joinpath("data/denials_weighed.toml")
    table: Mapping[str, Mapping[str, float]] = tomllib.loads(place.read_text(encoding="utf-8"))
    return table


def features(
    article: Article, bead: int, one: Contested, *, source: bool
) -> dict[str, float] | None:
    """Return the signs by name; None without an encoder."""
    if article.likeness is None:
        return None
    here, turned, there = passages(article, bead, one, source=source)
    before, after = (
        article.likeness(text, there) if source else article.likeness(there, text)
        for text in (here, turned)
    )
    return {
        "gain": (after - before) / (1 - before + SOFT),
        "link": _link(article, bead, one, source=source),
        "length": math.log(len(there if source else here)),
        **_standing(one),
    }


def passages(article: Article, bead: int, one: Contested, *, source: bool) -> tuple[str, str, str]:
    """Return the side with the denial, the same without it and its fellows, and the other side.

    Of several that are lost at once none is told by taking it out alone.
    """
    mine, other = article.source_sentences(bead), article.target_sentences(bead)
    lang = article.source_lang
    if not source:
        mine, other, lang = other, mine, article.target.lang
    turned = " ".join(_affirmed(each, one.fellows, lang) for each in mine)
    return _joined(mine), turned, _joined(other)


def _affirmed(sentence: Sentence, denials: tuple[Denial, ...], lang: str) -> str:
    """Take denials out from the last to the first, lest places move."""
    text = sentence.text
    for denial in reversed(denials):
        if denial.sentence == sentence.index:
            text = affirm(text, denial.cue, lang)
    return text


def _joined(sentences: tuple[Sentence, ...]) -> str:
    return " ".join(one.text for one in sentences)


def _standing(one: Contested) -> dict[str, float]:
    """Tell what the words alone say."""
    implied = [(cue, away) for cue, away in one.answers if cue.strength == "implied"]
    idle = {cue.sense for cue, _ in one.answers if cue.strength == "idle"} - {"only"}
    cue = one.denial.cue
    signs = {
        "bare": one.bare,
        "near": any(away < NEXT for _, away in implied),
        "plainest": any(answer.sense in PLAINEST for answer, _ in implied),
        "tag": "tag" in idle,
        "idle": bool(idle - {"tag"}),
        "going_on": cue.joined or (one.plain and cue.sense in GOING_ON),
        "litotes": any(away < BESIDE for away in one.beside),
        "several": len(one.fellows) > 1,
        "plain": one.plain,
    }
    return {"answers": float(min(len(implied), MANY)), **{k: float(v) for k, v in signs.items()}}


def _link(article: Article, bead: int, one: Contested, *, source: bool) -> float:
    """Return the score of the firmest link of the denying words, 0 without one."""
    scores, denial = [0.0], one.denial
    for link in article.word_links(bead):
        sentence, start, end = link.source if source else link.target
        if sentence == denial.sentence and start < denial.cue.end and denial.cue.start < end:
            scores.append(link.score)
    return max(scores)
