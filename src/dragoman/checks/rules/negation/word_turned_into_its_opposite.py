"""A word of the source became its opposite, or one side of a pair the other.

What it flags
-------------
"stieg" → "fell", "Mutter" → "father", "Norden" → "south", "Kläger" → "defendant": the source
names one value of a closed group and the translation, at that place, another; or the translation
has a word ("fell") whose opposite ("rose") is what a source word is known to be put by; or a
source word that denies by its form ("unmöglich") is linked to an English word that lacks just that
("possible", where English knows "impossible"). It counts
where the two words are linked and the encoder says that source and translation agree better with
the opposite in its place; else it only informs. Neither side may name both, or deny alone.

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
But for words with a prefix, only those of ``opposites.toml`` and ``antonyms.toml`` are seen, and of
the latter only where the
source word was learned: 1,500 German words, 330 to 920 of the other languages, these from program
messages for the most part. A comparison turned round ("less good" for "schlechter") is recognised
only right before the word.

Languages
---------
Source: de, en, es, fr, it, nl, pl, pt, ru, uk; target: English, or any of these.

Settings
--------
None.

Source
------
Phenomena as in DEMETR (Karpinska et al. 2022, "Diagnosing evaluation metrics for translation");
the words are the project's own. What is put by what: ``python -m dragoman.dev.learn_meanings``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.checks.quantities import antonyms, opposites
from dragoman.checks.quantities.denials import Denial, contested, read
from dragoman.checks.rule import Context, Hit, rule
from dragoman.model import Article

JUDGED = 0.9
"""Linked, and in better agreement turned round. Held-out half of references and DEMETR: nothing
found in 951 good sentences, 208 of 719 words that were turned into a listed opposite (.29). With
such an error in every hundredth sentence that is right nine times in ten as long as there is at
most one false finding in 3,000 sentences, of which these are too few to tell."""

CONFIDENCE = 0.4
"""Advisory: on 73,144 engine translations six findings, all false (five mended since), on the
development gold one, false."""

UNSEEN = 0.5
"""Without an encoder, where nothing else can speak. Never so in a run with a source."""

GAIN = 0.01
"""How much better the two must agree with the opposite, in parts of what is left to agree. On the
development half .05 finds 281 and 0 finds 351 of 378, with the same one false finding or none."""

SOFT = 0.05
"""Added to what is left to agree, lest near-perfect pairs divide by nothing."""

TURNED = frozenset({"low", "double", "until"})
"""Senses of a cue that, right before a word, turn its comparison round ("less good")."""

MEASURES = frozenset({"low", "until", "only"})
"""Senses of cues that are opposites in their own right ("less", "before")."""

INSIDE = frozenset({"affix", "unable"})
"""Senses of a denial that is part of a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """Two words that face each other: places, what is said there, and what should be put."""

    source: antonyms.Place
    target: antonyms.Place
    said: tuple[str, str]
    opposite: str | None
    group: str


@rule(code="ANT001", family="negation", severity="critical")
def word_turned_into_its_opposite(article: Article, context: Context) -> Iterator[Hit]:
    """Yield a hit for each pair of opposites that face each other."""
    for bead, source, target in article.units():
        if bead is None or not source or not target:
            continue
        sides = read(source, article.source_lang), read(target, article.target.lang)
        found = [*_grouped(article, bead), *_known(article, bead), *_bared(article, bead, sides)]
        if not found:
            continue
        if any(contested(*sides)):
            continue  # what became its opposite may answer the denial
        seen: set[antonyms.Place] = set()
        for one in found:
            turned = _turned(one, *sides)
            confidence = 0.0 if turned or one.target in seen else _confidence(article, bead, one)
            if confidence:
                seen.add(one.target)
                yield _hit(one, bead, confidence)


def _hit(one: Turned, bead: int, confidence: float) -> Hit:
    return Hit(
        message=f"the source says {one.said[0]}, the translation {one.said[1]}",
        confidence=confidence,
        bead=bead,
        source=one.source,
        target=one.target,
        evidence={"group": one.group, "source": one.said[0], "target": one.said[1]},
    )


def _grouped(article: Article, bead: int) -> Iterator[Turned]:
    """Yield the words of one closed group, told on either side."""
    ours = list(opposites.read(article.source_sentences(bead), article.source_lang))
    if not ours:
        return
    theirs = list(opposites.read(article.target_sentences(bead), article.target.lang))
    for one, other in opposites.swapped(ours, theirs):
        yield Turned(
            source=(one.sentence, one.start, one.end),
            target=(other.sentence, other.start, other.end),
            said=(one.value, other.value),
            opposite=_instead(article, one, other),
            group=one.group,
        )


def _instead(article: Article, one: opposites.Sided, other: opposites.Sided) -> str | None:
    """Return what an English word should be: the source's value, in the word's form if known."""
    if article.target.lang != "en":
        return None
    word = article.target.sentences[other.sentence].text[other.start : other.end].lower()
    for form in antonyms.opposites().get(word, ()):
        if opposites.look(form, "en") == (one.group, one.value):
            return form
    return one.value


def _known(article: Article, bead: int) -> Iterator[Turned]:
    """Yield English words linked to a source word that is known to be put by their opposite."""
    if article.target.lang != "en" or article.likeness is None:
        return
    sides = article.source_sentences(bead), article.target_sentences(bead)
    for one in antonyms.facing(*sides, article.source_lang):
        for place in one.source:
            if _linked(article, bead, place, one.place):
                yield Turned(
                    source=place, target=one.place, said=(one.opposite, one.word),
                    opposite=one.opposite, group="antonyms",
                )  # fmt: skip


def _bared(
    article: Article, bead: int, sides: tuple[list[Denial], list[Denial]]
) -> Iterator[Turned]:
    """Yield English words that lack the prefix of the source word they are linked to.

    "unmöglich" → "possible"; not where the translation denies at all.
    """
    denials = [one for one in sides[0] if one.cue.sense not in MEASURES]
    if article.target.lang != "en" or len(denials) != 1 or any(map(_denying, sides[1])):
        return  # "alles andere als unzufrieden" has two that undo each other
    text = {one.index: one.text for one in article.target_sentences(bead)}
    for one in denials if denials[0].cue.sense in INSIDE else ():
        place = (one.sentence, one.cue.start, one.cue.end)
        for link in article.word_links(bead):
            word = text[link.target[0]][slice(*link.target[1:])].lower()
            opposite = antonyms.prefixed(word) if _overlap(link.source, place) else None
            if opposite is not None:
                yield Turned(
                    source=place, target=link.target, said=(opposite, word), opposite=opposite,
                    group="antonyms",
                )  # fmt: skip


def _denying(denial: Denial) -> bool:
    return denial.cue.strength != "idle" and denial.cue.sense not in MEASURES


def _confidence(article: Article, bead: int, one: Turned) -> float:
    if article.likeness is None:
        return UNSEEN
    sure = one.opposite and _linked(article, bead, one.source, one.target)
    if sure and _gain(article, bead, one) >= GAIN:
        return JUDGED
    return 0.0 if one.group == "antonyms" else CONFIDENCE


def _linked(article: Article, bead: int, source: antonyms.Place, target: antonyms.Place) -> bool:
    return any(
        _overlap(link.source, source) and _overlap(link.target, target)
        for link in article.word_links(bead)
    )


def _overlap(one: antonyms.Place, other: antonyms.Place) -> bool:
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


def _gain(article: Article, bead: int, one: Turned) -> float:
    """Return how much better the sides agree with the opposite in the word's place."""
    assert article.likeness is not None
    assert one.opposite is not None
    source = " ".join(sentence.text for sentence in article.source_sentences(bead))
    said, turned = [], []
    for sentence in article.target_sentences(bead):
        text = sentence.text
        said.append(text)
        if sentence.index == one.target[0]:
            text = antonyms.swapped(text, *one.target[1:], one.opposite)
        turned.append(text)
    before, after = (article.likeness(source, " ".join(texts)) for texts in (said, turned))
    return (after - before) / (1 - before + SOFT)


def _turned(one: Turned, source: list[Denial], target: list[Denial]) -> bool:
    """Tell whether a denial turns the word on one side, or may be what the word answers."""
    return (
        _before(one.source, source)
        or _before(one.target, target)
        or (_denies(one.target, target) and bool(source))
        or (_denies(one.source, source) and bool(target))
    )


def _before(word: antonyms.Place, denials: list[Denial]) -> bool:
    """Tell whether a "less" or "not" stands right before the word."""
    return any(
        denial.sentence == word[0]
        and 0 <= word[1] - denial.cue.end <= 2
        and (denial.cue.sense in TURNED or denial.cue.strength == "plain")
        for denial in denials
    )


def _denies(word: antonyms.Place, denials: list[Denial]) -> bool:
    """Tell whether the word denies by its own form ("unlikely")."""
    return any(
        denial.cue.sense not in MEASURES
        and _overlap((denial.sentence, denial.cue.start, denial.cue.end), word)
        for denial in denials
    )
