"""Which language a text is written in, from its function words, its letters and langdetect.

langdetect counts letter triples. It is good on paragraphs and poor on a name: it calls "US Deputy
Foreign Minister Wendy Sherman" German. Function words ("der", "nicht", "the", "of") are the other
way round: silent on names, certain on prose. So they come first and decide clear cases alone, some
fifty times faster and without loading langdetect; the rest is weighed together, and where both
say too little the answer is that it cannot be told.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from dragoman.languages import SUPPORTED, Language, base, get
from dragoman.languages.words import tokens

# The numbers below were set on sentences of WMT21 news (de, en), MLQE (ru, ro, et) and headlines
# of 3 to 12 words; whole articles are insensitive to all of them.
_SHARE, _MARGIN = 0.25, 0.12
"""Share of function words, and lead over the next language, that decide alone. Prose has a share of
.3 to .5 in its own language and up to .2 in a related one."""
_FULL_TRUST = 100
"""Letters from which langdetect's opinion counts in full. At 60 more short texts come out wrong
with confidence ≥ .9, at 150 more cannot be told (German sentences: 5 % against 4 %)."""
_PER_WORD, _ENOUGH = 1.5, 4
"""What a function word weighs (nats) and how many count: four nearly make up for langdetect's worst
opinion (log .001 = −6.9), so that they cannot shout down a language without a list."""
_FLOOR = 0.7
"""Below this confidence the language cannot be told."""
_SAMPLE = 10_000
"""Code points looked at: an article's beginning says it as well as the whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """A language (ISO 639-1; None where it cannot be told) and how sure that is, in [0, 1]."""

    lang: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What the words say.

    ``words``: how many; ``common``: those without a capital; ``letters``: in all of them; ``hits``:
    function words by language; ``foreign``: words its alphabet cannot write, by language.
    """

    words: int
    common: int
    letters: int
    hits: Mapping[str, int]
    foreign: Mapping[str, int]

    def share(self, code: str) -> float:
        return self.hits.get(code, 0) / max(self.words, 1)


UNKNOWN = Guess(lang=None, confidence=0.0)


def detect(text: str, among: Sequence[str] | None = None) -> Guess:
    """Guess the language of *text*, limited to the codes *among* if given.

    Without *among* any language that langdetect knows may come out (base codes: ``zh``, ``pt``);
    with it a text in a third language may be taken for one of them, so ask without it first.
    The same text gives the same guess, on any thread. Fewer than two words, names alone and
    figures alone give ``lang=None``.

    >>> detect("Das ist nicht der Mann, den wir gestern in der Stadt gesehen haben.").lang
    'de'
    >>> detect("US Deputy Foreign Minister Wendy Sherman", among=["de", "en"]).lang == "de"
    False
    """
    codes = tuple(sorted({base(code) for code in among})) if among else None
    if codes is not None and len(codes) == 1:
        guess = detect(text)
        return guess if guess.lang in codes else UNKNOWN
    evidence = _evidence(text[:_SAMPLE], codes or SUPPORTED)
    if evidence.words < 2:
        return UNKNOWN
    clear = _clear(evidence)
    return clear if clear is not None else _weighed(text[:_SAMPLE], evidence, codes)


def _evidence(text: str, codes: Iterable[str]) -> _Evidence:
    words = [text[start:end] for start, end in tokens(text)]
    words = [word for word in words if any(char.isalpha() for char in word)]
    shouted = all(word.isupper() for word in words)
    prose = [word for word in words if shouted or len(word) == 1 or not word.isupper()]  # not "US"
    languages = [get(code) for code in codes]
    return _Evidence(
        words=len(words),
        common=sum(not word[0].isupper() for word in words),
        letters=sum(map(len, words)),
        hits={known.code: _hits(prose, known) for known in languages},
        foreign={known.code: _foreign(words, known) for known in languages if known.alphabet},
    )


def _hits(words: Iterable[str], language: Language) -> int:
    """Count function words; the l' of "l'homme" is one as well."""
    function = language.words("function")
    lowered = [word.lower().replace("’", "'") for word in words]
    return sum(word in function or word[: word.find("'") + 1] in function for word in lowered)


def _foreign(words: Iterable[str], language: Language) -> int:
    """Count words with a letter that the language does not write."""
    alphabet = language.alphabet
    return sum(
        any(char.isalpha() and char not in alphabet for char in word.lower()) for word in words
    )


def _clear(evidence: _Evidence) -> Guess | None:
    """Decide by function words alone, if one language has many and the next far fewer."""
    ranked = sorted(evidence.hits, key=lambda code: (-evidence.hits[code], code))
    best = ranked[0]
    second = evidence.share(ranked[1]) if len(ranked) > 1 else 0.0
    margin = evidence.share(best) - second
    if evidence.hits[best] < 3 or evidence.share(best) < _SHARE or margin < _MARGIN:
        return None
    if evidence.foreign.get(best, evidence.words) > 0.1 * evidence.words:
        return None
    return Guess(lang=best, confidence=0.99)


def _weighed(text: str, evidence: _Evidence, codes: tuple[str, ...] | None) -> Guess:
    """Weigh langdetect's opinion, the more the longer the text, against words and letters."""
    opinion = _opinion(text, codes)
    trust = min(1.0, evidence.letters / _FULL_TRUST)
    scores = {
        code: trust * math.log(max(opinion.get(code, 0.0), 1e-3))
        + _PER_WORD * min(evidence.hits.get(code, 0), _ENOUGH)
        - _PER_WORD * evidence.foreign.get(code, 0)
        for code in sorted({*opinion, *evidence.hits})
    }
    best = max(scores, key=lambda code: scores[code])
    if not (evidence.hits.get(best) or _long_enough(evidence) or _alone(best, evidence, codes)):
        return UNKNOWN
    confidence = 1 / sum(math.exp(score - scores[best]) for score in scores.values())
    return Guess(lang=best, confidence=confidence) if confidence >= _FLOOR else UNKNOWN


def _long_enough(evidence: _Evidence) -> bool:
    """Tell whether there is prose to count letters in: names alone say nothing."""
    return evidence.common >= 3 and evidence.letters >= 40


def _alone(code: str, evidence: _Evidence, codes: tuple[str, ...] | None) -> bool:
    """Tell whether the letters rule out every other candidate: Cyrillic where the rest is Latin."""
    others = [other for other in codes or () if other != code]
    return (
        bool(others)
        and not evidence.foreign.get(code, evidence.words)
        and all(evidence.foreign.get(other, 0) > evidence.words / 2 for other in others)
    )


def _opinion(text: str, codes: tuple[str, ...] | None) -> Mapping[str, float]:
    from langdetect.lang_detect_exception import LangDetectException

    factory = _factory(codes)
    if factory is None:
        return {}
    detector = factory.create()
    detector.append(text)
    try:
        found = detector.get_probabilities()
    except LangDetectException:  # no letters it knows
        return {}
    return {base(entry.lang): entry.prob for entry in found}


@cache
def _factory(codes: tuple[str, ...] | None) -> Any:
    """Load langdetect with the profiles of *codes* only (all if None), seeded; None if under two.

    A factory is only read after this, and each detector has a random generator of its own, so
    threads do not disturb each other.
    """
    from langdetect.detector_factory import DetectorFactory

    folder = resources.files("langdetect") / "profiles"
    names = sorted(entry.name for entry in folder.iterdir() if not entry.name.startswith("."))
    if codes is not None:
        names = [name for name in names if base(name) in codes]
    if len(names) < 2:
        return None
    profiles = [(folder / name).read_text(encoding="utf-8") for name in names]
    factory = DetectorFactory()
    factory.set_seed(0)
    factory.load_json_profile(profiles)
    return factory
