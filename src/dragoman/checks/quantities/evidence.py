"""Weigh whether a denial without its like was lost, or put in other words.

The chief sign is a counterfactual: if the denial was lost, the other side agrees better with this
side once the denial is taken out here ("Er kam." for "Er kam nicht." → "He came."); if it was put
otherwise ("He stayed away."), agreement falls. Beside it count what else the other side has that
could be the denial in other words ("stays" for "does not change"), whether the denial is firmly
linked to a word there, and how literally the words around it are put.

The weights stand in ``data/denials_weighed.toml``; ``python -m dragoman.dev.train_negation`` makes
them and tells from what.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from dragoman.checks.quantities.affirm import affirm
from dragoman.checks.quantities.contraries import rendered
from dragoman.checks.quantities.denials import Contested, Denial
from dragoman.languages import words
from dragoman.model import Article, Sentence, WordLink

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

CLAUSE = re.compile(r'[.,;:!?–—()"“”„«»]')
"""What ends the clause of a denial, as far as marks tell."""

WEIGHTY = 4
"""Letters from which on a word is taken to carry meaning."""

FEW = 3
"""With fewer words, a clause is too short to tell how literally it was put."""

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
        **_literal(article, bead, one, source=source),
        **_contrary(article, one, there, source=source),
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


def _contrary(article: Article, one: Contested, there: str, *, source: bool) -> dict[str, float]:
    """Tell whether the word denied is put by its contrary, or by its like."""
    assert article.source is not None
    mine, other = (article.source, article.target) if source else (article.target, article.source)
    cue = one.denial.cue
    text = mine.sentences[one.denial.sentence].text
    contrary, like = rendered(text, (cue.start, cue.end), there, (mine.lang, other.lang))
    return {"contrary": float(contrary), "like": float(like)}


def _literal(article: Article, bead: int, one: Contested, *, source: bool) -> dict[str, float]:
    """Tell how firmly the words of the denial's clause, and all of the other side, are linked.

    ``literal`` and ``there`` are means of the firmest links, ``loosest`` is the least; a word
    without any counts as 0. What lost a denial is else literal; what puts it otherwise is not.
    """
    ours, theirs = _firmest(article.word_links(bead), source=source)
    mine, other = article.source_sentences(bead), article.target_sentences(bead)
    if not source:
        mine, other = other, mine
    denial = one.denial
    text = next(each.text for each in mine if each.index == denial.sentence)
    clause = [ours.get((denial.sentence, *word), 0.0) for word in _clause(text, denial)] or [0.0]
    there = [
        theirs.get((each.index, *word), 0.0)
        for each in other
        for word in words.tokens(each.text)
        if word[1] - word[0] >= WEIGHTY
    ] or [0.0]
    return {
        "literal": sum(clause) / len(clause),
        "loosest": min(clause),
        "there": sum(there) / len(there),
    }


_Scores = dict[tuple[int, int, int], float]


def _firmest(links: Sequence[WordLink], *, source: bool) -> tuple[_Scores, _Scores]:
    """Return the score of the firmest link of each word, on the denial's side and the other."""
    ours, theirs = _Scores(), _Scores()
    for link in links:
        mine, other = (link.source, link.target) if source else (link.target, link.source)
        ours[mine] = max(ours.get(mine, 0.0), link.score)
        theirs[other] = max(theirs.get(other, 0.0), link.score)
    return ours, theirs


def _clause(text: str, denial: Denial) -> list[tuple[int, int]]:
    """Return the weighty words of a denial's clause, without the denial; the sentence's if few."""
    cue = denial.cue
    start = max((mark.end() for mark in CLAUSE.finditer(text, 0, cue.start)), default=0)
    end = min((mark.start() for mark in CLAUSE.finditer(text, cue.end)), default=len(text))
    beside = [word for word in words.tokens(text) if word[1] <= cue.start or cue.end <= word[0]]
    clause = [word for word in beside if start <= word[0] and word[1] <= end]
    if len(clause) < FEW:
        clause = beside
    return [word for word in clause if word[1] - word[0] >= WEIGHTY] or clause


def _link(article: Article, bead: int, one: Contested, *, source: bool) -> float:
    """Return the score of the firmest link of the denying words, 0 without one."""
    scores, denial = [0.0], one.denial
    for link in article.word_links(bead):
        sentence, start, end = link.source if source else link.target
        if sentence == denial.sentence and start < denial.cue.end and denial.cue.start < end:
            scores.append(link.score)
    return max(scores)
