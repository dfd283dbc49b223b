"""A denial of the source is missing in the translation, or one has come in.

What it flags
-------------
A sentence that denies ("nicht", "kein", "never", "without") on one side only. Words that deny by
their meaning ("unable", "scheitern", "hardly", "-less") answer a denial; so does the same idea put
positively in the forms that translators use ("nicht mehr" → "no longer", "erst" → "not until").

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
Denials turned into positive words that no list foresees ("überlebt nicht" → "goes under"): the
encoder tells most of them from losses, not all. And a denial that moved on to another verb of the
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
negator; the words stand in ``checks/quantities/data/negation``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dragoman.checks.quantities import evidence
from dragoman.checks.quantities.denials import Denial, Unanswered, read, unanswered
from dragoman.checks.quantities.polarity import negators
from dragoman.checks.rule import Context, Hit, Place, rule
from dragoman.model import Article, WordLink

SURE, LIKELY = 0.8, 0.4
"""How likely a lost denial must be by its meaning (``evidence.lost``) for the tiers below."""

JUDGED = 0.9
"""Sure by form and meaning: on the development gold six of six such findings were right; of free
renderings held out from the fit 9 in 100 came so far, of 124 candidates on engine output 2 in 100.
The right ones are few: take the figure as an estimate."""

POSSIBLE = 0.4
"""Likely, or the other side denies something else. Advisory: it finds much more of what is changed
by machine (DEMETR: recall .82 with this tier, .46 without), and is clean on translation that stays
near its source, but on free professional translation one in five was right (development gold)."""

UNSEEN = 0.6
"""No encoder to ask. Never so in a run with a source."""

SOFT = frozenset({"without", "answer", "nor"})
"""Senses that are put positively so often ("ohne" → "except", "nein", a trailing "nor") that they
weigh less."""

REPEATING = frozenset({"neither", "neither-nor"})
"""Senses that often go on a denial already made ("nicht …, weder … noch": "not …, either … or")."""

SOFTENED = 0.4


@rule(code="NEG001", family="negation", severity="critical")
def negation_lost_or_added(article: Article, context: Context) -> Iterator[Hit]:
    """Yield a hit for each denial that has no answer on the other side."""
    if negators(article.source_lang) is None or negators(article.target.lang) is None:
        return
    for bead, lost, added in _left_over(article):
        for one in lost:
            if _copied(article, one.denial, source=True):
                continue
            denial = _word(article, one.denial, source=True)
            chance = evidence.lost(article, bead, one.denial, source=True)
            yield Hit(
                message=f"the source denies (“{denial}”), the translation does not",
                confidence=_confidence(one, chance),
                bead=bead,
                source=_place(one.denial),
                target=_linked(article, bead, one.denial, source=True),
                evidence={} if chance is None else {"lost": round(chance, 2)},
            )
        for one in added:
            if _copied(article, one.denial, source=False):
                continue
            denial = _word(article, one.denial, source=False)
            chance = evidence.lost(article, bead, one.denial, source=False)
            yield Hit(
                message=f"the translation denies (“{denial}”), the source does not",
                confidence=_confidence(one, chance),
                bead=bead,
                target=_place(one.denial),
                source=_linked(article, bead, one.denial, source=False),
                evidence={} if chance is None else {"lost": round(chance, 2)},
            )


_Left = tuple[int, list[Unanswered], list[Unanswered]]


def _left_over(article: Article) -> Iterator[_Left]:
    """Yield (bead, lost, added), after what the neighbouring beads answer to each other."""
    rows: list[_Left] = []
    for number, (_, source, target) in enumerate(article.units()):
        bead = article.beads[number]
        if bead.source and bead.target:
            sides = read(source, article.source_lang), read(target, article.target.lang)
            rows.append((number, *unanswered(*sides)))
    for at, (number, lost, added) in enumerate(rows):
        near = [rows[n] for n in (at - 1, at + 1) if 0 <= n < len(rows)]
        yield (
            number,
            lost if not any(other[2] for other in near) else [],
            added if not any(other[1] for other in near) else [],
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


def _confidence(one: Unanswered, chance: float | None) -> float:
    cue = one.denial.cue
    if cue.sense in SOFT or (one.plain and (cue.joined or cue.sense in REPEATING)):
        return SOFTENED
    if chance is None:
        return UNSEEN
    if chance < LIKELY:
        return SOFTENED
    return JUDGED if chance >= SURE and not one.rivals else POSSIBLE


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
