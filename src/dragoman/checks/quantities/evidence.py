"""Weigh whether a denial without its like was lost, or put in other words.

The chief sign is a counterfactual: if the denial was lost, the other side agrees better with this
side once the denial is taken out here ("Er kam." for "Er kam nicht." → "He came."); if it was put
otherwise ("He stayed away."), agreement falls. It is asked of the whole sentence and of the
denial's clause with the clauses that answer it, for in a long sentence one word weighs little.
Beside it count what else the other side has that could be the denial in other words ("stays" for
"does not change", "everyone" for "nobody"), and how literally the words around it are put. How long
the sentence is counts nothing: in free renderings written for the purpose, which are short, it
would tell right from wrong and mean nothing.

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
from dragoman.checks.quantities.clauses import FEW, WEIGHTY, answering, beside_cue, bounds
from dragoman.checks.quantities.contraries import rendered
from dragoman.checks.quantities.denials import Contested, Denial
from dragoman.checks.quantities.polarity import negators
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

BOUNDED = frozenset({"until", "at-most"})
"""Senses that set a bound, which is as easily put from the other end ("at the earliest")."""

QUANTIFIED = frozenset(
    {"no", "nobody", "nothing", "never", "none", "nowhere", "neither", "neither-nor", "nor"}
)
"""Senses that deny of all there is: "nobody was spared" is "everyone was hit"."""

WEAK = frozenset({"hardly", "without"})
"""Senses that are put positively more often than others."""


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
    whole = passages(article, bead, one, source=source)
    part = answering(article, bead, one, source=source)
    gain, _ = _gain(article, *whole, source=source)
    within, agrees = _gain(article, *part.passages, source=source)
    return {
        "gain": gain,
        "within": within,
        "agrees": agrees,
        "cover": part.cover,
        "share": part.share,
        "literal": _literal(article, bead, one, source=source),
        **(worded := _contrary(article, one, whole[2], source=source)),
        **_standing(one),
        **_quantified(article, one, whole[2], source=source, like=bool(worded["like"])),
    }


def _gain(
    article: Article, here: str, turned: str, there: str, *, source: bool
) -> tuple[float, float]:
    """Return how much better *there* agrees with *turned* than with *here*, in parts of what is
    left to agree, and how well it agrees with it."""
    assert article.likeness is not None
    before, after = (
        article.likeness(text, there) if source else article.likeness(there, text)
        for text in (here, turned)
    )
    return (after - before) / (1 - before + SOFT), after


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
        "plain": one.plain,
        "bounded": cue.sense in BOUNDED,
        "weak": cue.sense in WEAK,
    }
    return {"answers": float(min(len(implied), MANY)), **{k: float(v) for k, v in signs.items()}}


def _quantified(
    article: Article, one: Contested, there: str, *, source: bool, like: bool
) -> dict[str, float]:
    """Tell of "nobody" that may have become "everyone", and of two denials that undo each other.

    Where the word denied is put by its *like* ("nobody knew" → "everyone knew"), it is lost.
    """
    known = negators(article.target.lang if source else article.source_lang)
    assert known is not None
    universal = bool(known.universal.search(there))
    quantified = one.denial.cue.sense in QUANTIFIED
    twice = sum(not fellow.cue.joined for fellow in one.fellows) == 2
    return {
        "quantified": float(quantified),
        "all": float(quantified and universal and not like),
        "twice": float(twice),
        "twice_all": float(twice and universal),
    }


def _contrary(article: Article, one: Contested, there: str, *, source: bool) -> dict[str, float]:
    """Tell whether the word denied is put by its contrary, or by its like."""
    assert article.source is not None
    mine, other = (article.source, article.target) if source else (article.target, article.source)
    cue = one.denial.cue
    text = mine.sentences[one.denial.sentence].text
    contrary, like = rendered(text, (cue.start, cue.end), there, (mine.lang, other.lang))
    return {"contrary": float(contrary), "like": float(like)}


def _literal(article: Article, bead: int, one: Contested, *, source: bool) -> float:
    """Return how firmly the words of the denial's clause are linked.

    The mean of the firmest links; a word without any counts as 0. What lost a denial is else
    literal; what puts it otherwise is not.
    """
    firmest: dict[tuple[int, int, int], float] = {}
    for link in article.word_links(bead):
        mine = link.source if source else link.target
        firmest[mine] = max(firmest.get(mine, 0.0), link.score)
    denial = one.denial
    text = _sentence_of(article, bead, one, source=source).text
    clause = [firmest.get((denial.sentence, *word), 0.0) for word in _clause(text, denial)]
    return sum(clause) / len(clause) if clause else 0.0


def _sentence_of(article: Article, bead: int, one: Contested, *, source: bool) -> Sentence:
    mine = article.source_sentences(bead) if source else article.target_sentences(bead)
    return next(each for each in mine if each.index == one.denial.sentence)


def _clause(text: str, denial: Denial) -> list[tuple[int, int]]:
    """Return the weighty words of a denial's clause, without the denial; the sentence's if few."""
    start, end = bounds(text, denial.cue.start, denial.cue.end)
    beside = beside_cue(text, denial.cue)
    clause = [word for word in beside if start <= word[0] and word[1] <= end]
    if len(clause) < FEW:
        clause = beside
    return [word for word in clause if word[1] - word[0] >= WEIGHTY] or clause
