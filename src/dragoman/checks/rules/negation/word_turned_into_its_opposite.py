"""A word of the source became its opposite, or one side of a pair the other.

What it flags
-------------
"stieg" → "fell", "Mutter" → "father", "Norden" → "south", "Kläger" → "defendant": the source
names one value of a closed group and the translation, at that place, another, while neither side
names both and nothing is denied on one side alone.

Why it matters
--------------
Both sentences are fluent, similar in every score, and say the opposite.

Flagged
-------
- Die Preise stiegen im Mai. → Prices fell in May.
- Seine Mutter lebt in Wien. → His father lives in Vienna.

Accepted
--------
- Die Preise stiegen nicht. → Prices fell.
- Erst stiegen die Preise, dann sanken sie. → Prices rose, then fell.

Where it goes wrong
-------------------
Only words of the groups in ``opposites.toml`` are seen: about one in ten of DEMETR's antonyms. A
comparison turned round ("less good" for "schlechter") is recognised only right before the word.

Languages
---------
Source: de, en, es, fr, it, nl, pl, pt, ru, uk; target: English, or any of these.

Settings
--------
None.

Source
------
Phenomena as in DEMETR (Karpinska et al. 2022, "Diagnosing evaluation metrics for translation");
the words are the project's own.
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.checks.quantities import opposites
from dragoman.checks.quantities.denials import Denial, contested, read
from dragoman.checks.rule import Context, Hit, rule
from dragoman.model import Article

CONFIDENCE = 0.4
"""Advisory: on 73,144 engine translations six findings, all false (five mended since), on the
development gold one, false. DEMETR's antonyms: found .14 (development half), .07 (test half)."""

UNSEEN = 0.5
"""Without an encoder, where nothing else can speak. Never so in a run with a source."""

TURNED = frozenset({"low", "double", "until"})
"""Senses of a cue that, right before a word, turn its comparison round ("less good")."""


@rule(code="ANT001", family="negation", severity="critical")
def word_turned_into_its_opposite(article: Article, context: Context) -> Iterator[Hit]:
    """Yield a hit for each pair of opposites that face each other."""
    for bead, source, target in article.units():
        if bead is None or not source or not target:
            continue
        ours = list(opposites.read(source, article.source_lang))
        if not ours:
            continue
        theirs = list(opposites.read(target, article.target.lang))
        for one, other in opposites.swapped(ours, theirs):
            sides = read(source, article.source_lang), read(target, article.target.lang)
            if _denied_alone(*sides) or _turned(one, sides[0]) or _turned(other, sides[1]):
                break
            yield Hit(
                message=f"the source says {one.value}, the translation {other.value}",
                confidence=UNSEEN if article.likeness is None else CONFIDENCE,
                bead=bead,
                source=(one.sentence, one.start, one.end),
                target=(other.sentence, other.start, other.end),
                evidence={"group": one.group, "source": one.value, "target": other.value},
            )


def _denied_alone(source: list[Denial], target: list[Denial]) -> bool:
    return any(one.bare for side in contested(source, target) for one in side)


def _turned(word: opposites.Sided, denials: list[Denial]) -> bool:
    """Tell whether a "less" or "not" stands right before the word."""
    return any(
        denial.sentence == word.sentence
        and 0 <= word.start - denial.cue.end <= 2
        and (denial.cue.sense in TURNED or denial.cue.strength == "plain")
        for denial in denials
    )
