"""The translation says something else than the source.

What it flags
-------------
A passage whose drift score lies above the threshold: as a whole it says something else, or too
little, or it is not translated. The words without an answer are named.

Why it matters
--------------
A translation of something else, or of half of it, reads as well as a right one.

Flagged
-------
- Die Steuer wird zum Jahresende abgeschafft. → The tractor is parked behind the barn.
- Die Steuer wird zum Jahresende abgeschafft. → Die Steuer wird zum Jahresende abgeschafft.

Accepted
--------
- Eine Erhöhung ist nicht unwahrscheinlich. → An increase is quite likely.
- Merged and split sentences, a quote in another order, localised figures.

Where it goes wrong
-------------------
It does not see fluent nonsense made of the right words: a literal idiom ("on foot of work"), a
word in the wrong sense, roles exchanged. Free human translations drift further than these do, so
no threshold can tell them apart. Numbers, names, denials and offices have rules of their own, and
where one of them speaks, this one is silent. Proverbs translated freely score high.

How sure it is: on passages a quarter of which have a major error (MLQE-PE, human raters), one with
a drift of .2 has one with .17, of .3 with .35, of .4 with .59, of .5 with .79, of .6 with .91. In
every language the middle good translation has .10, and .30 is what one in twenty exceeds (of good
ones that were not calibrated on, Romanian, Estonian, Russian, Nepali and German, one in twenty
exceeds .27, .25, .29, .26 and .26; of the freest, human news, .26 to .38).

Languages
---------
All.

Settings
--------
``threshold`` (default 0.56): drift from which on a passage is reported.

Source
------
Quality estimation without a reference, trained on MLQE-PE (Fomicheva et al. 2022), DEMETR
(Karpinska et al. 2022) and made pairs; figures, reliability curve: ``corpora/drift/README.md``.
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.checks.rule import Context, Hit, Place, rule
from dragoman.checks.rules.drift.parts import furniture, large, quote
from dragoman.languages.detect import detect
from dragoman.model import Article, DriftScore, Side

THRESHOLD = 0.56
"""Just above the highest of the 440 human translations of ``corpora/news/dev``, an idiom at .55
(the next has .52; of 764 WMT21 references none has more than .40); there the score states a
major error with .87 (if a quarter of passages have one). Of translations of another sentence of
that corpus 83 in 100 lie above, of translations that stop half way 16 (224 and 146, in eight
languages). At .50, 95 and 39 do."""

EXTREME = 0.6
"""Where a major error is stated with .91, and where unrelated and untranslated text lies."""

NAMED = 2
"""Content words that a gap must have to be pointed at instead of the whole sentence."""


@rule(code="DRF001", family="drift", severity="major", settings={"threshold": THRESHOLD})
def meaning_drifted(article: Article, context: Context) -> Iterator[Hit]:
    """Yield a hit for every passage whose drift is above the threshold."""
    for number, drift in enumerate(article.drift):
        if drift.value is None or drift.value < context.settings["threshold"]:
            continue
        if furniture(article, number, Side.TARGET) or _quoted_as_is(article, number):
            continue
        lost = large(article, Side.SOURCE, drift.source_gaps, 1)
        extra = large(article, Side.TARGET, drift.target_gaps, 1)
        yield Hit(
            message=_message(article, lost, extra),
            confidence=0.9 if drift.value >= EXTREME else 0.75,
            severity="critical" if drift.value >= EXTREME else "major",
            target=_pointed(article, number, drift),
            source=_whole(article, number, Side.SOURCE),
            bead=number,
            evidence={
                "drift": drift.value,
                "source_gaps": [quote(article, Side.SOURCE, place) for place in lost],
                "target_gaps": [quote(article, Side.TARGET, place) for place in extra],
            },
        )


def _quoted_as_is(article: Article, bead: int) -> bool:
    """Tell whether the source says it in the target language already, and the translation keeps it.

    A copy drifts by definition, since it is not translated; here there was nothing to translate.
    """
    source, target = (
        " ".join(one.text for one in side)
        for side in (article.source_sentences(bead), article.target_sentences(bead))
    )
    if source.casefold() != target.casefold():
        return False
    return detect(source, [article.source_lang, article.target.lang]).lang == article.target.lang


def _message(article: Article, lost: list[Place], extra: list[Place]) -> str:
    """Say what is unanswered on either side."""
    parts = ["the translation says something else than the source"]
    if lost:
        parts.append(f"nothing answers {_quoted(article, Side.SOURCE, lost)}")
    if extra:
        parts.append(f"nothing in the source stands for {_quoted(article, Side.TARGET, extra)}")
    return "; ".join(parts)


def _quoted(article: Article, side: Side, places: list[Place]) -> str:
    return ", ".join(f"“{quote(article, side, place)}”" for place in places[:3])


def _pointed(article: Article, bead: int, drift: DriftScore) -> Place | None:
    """Point at the one stretch without a source if there is just one, else at the sentence."""
    strong = large(article, Side.TARGET, drift.target_gaps, NAMED)
    if len(strong) == 1 and len(drift.target_gaps) == 1:
        return strong[0]
    return _whole(article, bead, Side.TARGET)


def _whole(article: Article, bead: int, side: Side) -> Place | None:
    """Return the bead's longest sentence on a side."""
    sentences = (
        article.source_sentences(bead) if side is Side.SOURCE else article.target_sentences(bead)
    )
    if not sentences:
        return None
    longest = max(sentences, key=lambda one: len(one.text))
    return longest.index, 0, len(longest.text)
