"""A denial of the source is missing in the translation, or one has come in.

What it flags
-------------
A sentence that denies ("nicht", "kein", "never", "without") on one side only. Where the other side
has words that deny by their meaning ("unable", "scheitern", "-less"), or none at all, the encoder
is asked whether the two agree better once the denial is taken out, as wholes and in the clause of
the denial; with that, with what words there could be the answer ("stays" for "does not change")
and with how literally the rest is put, the denial is weighed. The confidence is what the weights
say. A restriction turned into a denial ("ne … que" → "not", "niet meer dan" → "no longer") is
flagged by its words.

Why it matters
--------------
It turns the statement into its opposite, and nothing else in the sentence looks wrong.

Flagged
-------
- Das Gericht gab der Klage nicht statt. → The court upheld the complaint.
- Der Minister will zurücktreten. → The minister does not want to resign.

Accepted
--------
- Er kam nicht. → He failed to come.
- nicht nur … sondern auch → not only … but also; nicht unwahrscheinlich → quite likely; erst am
  Freitag → not until Friday; nicht zuletzt → especially

Where it goes wrong
-------------------
Denials turned into positive words by free translators ("von der Hand weisen" → "good reason to
believe"), where no list knows the two for contraries: of free renderings written to try it, one in
thirteen is taken for a loss, of the same within longer sentences one in twenty. Denials
that were lost beside a word that denies by its meaning ("spricht dem nicht entgegen" →
"contradicts that") are often taken for answered. And a denial that moved on to another verb of the
same sentence, which counting cannot see.

Languages
---------
Source: de, en, es, fr, it, nl, pl, pt, ru, uk; target: English, or any of these.

Settings
--------
None.

Source
------
The negation chapters of grammis (IDS) and of Huddleston and Pullum's grammar for what counts as a
negator; the words stand in ``checks/quantities/data/negation``, contraries in ``contraries.toml``
beside it. The weights are learned by
``python -m dragoman.dev.train_negation`` from denials taken out of good pairs and put into them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dragoman.checks.quantities import evidence
from dragoman.checks.quantities.denials import Contested, Denial, contested, read
from dragoman.checks.quantities.polarity import negators
from dragoman.checks.rule import Context, Hit, Place, rule
from dragoman.model import Article, WordLink

WORTH_SAYING = 0.3
"""Less likely than that, a denial is taken for answered in words that no list foresees."""

SURE = 0.85
"""Likelihood from which a finding counts; a lesser one informs, at half of it. Held data, which
taught nothing: of 148 free renderings, whose denials are put otherwise on purpose in nine
languages (``put_otherwise_held.tsv``), 11 count, of 282 longer sentences made of them 15; of
DEMETR's changed denials .84 are found (half of them taught), and none of their good sides. At .9
it is 6, 11 and .80."""

SURER = 0.9
"""In the development gold, which taught no weight (but whose false findings were read for words
that were wanting), 20 of 21 from here on were right, and 5 of 7 between."""

SUREST, FAIRLY = 0.85, 0.65
"""The confidence of either: below what the gold says, for it is small and has been read."""

UNSEEN = 0.6
"""No encoder to ask. Never so in a run with a source."""

CLASH = 0.8
"""A restriction read as a denial ("ne … que" as "not"): two senses say so, whatever the encoder."""

SOFT = frozenset({"without", "answer", "nor"})
"""Senses that are put positively so often ("ohne" → "except", "nein", a trailing "nor") that they
say nothing unseen."""


@rule(code="NEG001", family="negation", severity="critical")
def negation_lost_or_added(article: Article, context: Context) -> Iterator[Hit]:
    """Yield a hit for each denial that has no answer on the other side."""
    if negators(article.source_lang) is None or negators(article.target.lang) is None:
        return
    for bead, *sides in _left_over(article):
        for source, found in zip((True, False), sides, strict=True):
            for one in found:
                hit = _weighed(article, bead, one, source=source)
                if hit is not None:
                    yield hit


def _weighed(article: Article, bead: int, one: Contested, *, source: bool) -> Hit | None:
    """Make a hit of a denial that is likely lost, if it is the source's, or else added."""
    if _copied(article, one.denial, source=source):
        return None
    chance = evidence.lost(article, bead, one, source=source)
    confidence = _unseen(one) if chance is None else _calibrated(chance)
    if one.clash:
        confidence = max(confidence, CLASH)
    elif confidence == 0 or (chance is not None and chance < WORTH_SAYING):
        return None
    denial = _word(article, one.denial, source=source)
    places = _place(one.denial), _linked(article, bead, one.denial, source=source)
    said = ("the source", "the translation") if source else ("the translation", "the source")
    return Hit(
        message=f"{said[0]} denies (“{denial}”), {said[1]} does not",
        confidence=confidence,
        bead=bead,
        source=places[0 if source else 1],
        target=places[1 if source else 0],
        evidence={} if chance is None else {"lost": round(chance, 2)},
    )


def _calibrated(chance: float) -> float:
    if chance >= SURE:
        return SUREST if chance >= SURER else FAIRLY
    return chance / 2


def _unseen(one: Contested) -> float:
    """Judge by the words alone."""
    cue = one.denial.cue
    soft = cue.sense in SOFT or (one.plain and (cue.joined or cue.sense in evidence.GOING_ON))
    return UNSEEN if one.bare and not soft else 0.0


_Left = tuple[int, list[Contested], list[Contested]]


def _left_over(article: Article) -> Iterator[_Left]:
    """Yield (bead, lost, added), after what the neighbouring beads answer to each other."""
    rows: list[_Left] = []
    for number, (_, source, target) in enumerate(article.units()):
        bead = article.beads[number]
        if bead.source and bead.target:
            sides = read(source, article.source_lang), read(target, article.target.lang)
            rows.append((number, *contested(*sides)))
    for at, (number, lost, added) in enumerate(rows):
        near = [rows[n] for n in (at - 1, at + 1) if 0 <= n < len(rows)]
        yield (
            number,
            lost if not any(one.bare for other in near for one in other[2]) else [],
            added if not any(one.bare for other in near for one in other[1]) else [],
        )


def _copied(article: Article, denial: Denial, *, source: bool) -> bool:
    """Tell whether the cue is part of a name that stands alike in both texts ("Don't Stop")."""
    mine, other = (article.source, article.target) if source else (article.target, article.source)
    assert mine is not None
    assert other is not None
    bead = (article.bead_of_source if source else article.bead_of_target)[denial.sentence]
    facing = article.beads[bead].target if source else article.beads[bead].source
    text = mine.sentences[denial.sentence].text
    before = re.search(r"\S+\s*$", text[: denial.cue.start])
    after = re.match(r"\s*[^\s.,;:!?]+", text[denial.cue.end :])
    start = before.start() if before else denial.cue.start
    end = denial.cue.end + (after.end() if after else 0)
    pieces = {text[start : denial.cue.end], text[denial.cue.start : end]}
    return any(
        len(piece) > denial.cue.end - denial.cue.start
        and any(piece in other.sentences[index].text for index in facing)
        for piece in pieces
    )


def _word(article: Article, denial: Denial, *, source: bool) -> str:
    text = article.source if source else article.target
    assert text is not None
    return text.sentences[denial.sentence].text[denial.cue.start : denial.cue.end]


def _place(denial: Denial) -> Place:
    return denial.sentence, denial.cue.start, denial.cue.end


def _linked(article: Article, bead: int, denial: Denial, *, source: bool) -> Place | None:
    """Point at the word that answers the one denied: the nearest linked word after the negator."""
    links: Sequence[WordLink] = article.word_links(bead)
    sides = [(link.source, link.target) if source else (link.target, link.source) for link in links]
    after = [
        (near[1], far)
        for near, far in sides
        if near[0] == denial.sentence and near[1] >= denial.cue.end
    ]
    return min(after)[1] if after else None
