"""Somebody spoken to who becomes somebody spoken of, and the other way round.

"They have" for "Sie haben Ihrem Beruf", and "You believed" for "Sie hat geglaubt".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from dragoman.checks.grammar.patterns import listed
from dragoman.checks.grammar.wording import as_written, in_quotation
from dragoman.checks.rule import Hit
from dragoman.model import Article

SPOKEN_TO = 0.8
"""Confidence. Of 158 such sentences, each in four engines' translation, five fired, and all were
right; of the 31 of them that have a professional translation, and of 202 in Russian, none."""

SPOKEN_OF = 0.8
"""Confidence. Of 246 such sentences in four engines' translations one fired, and was right."""

BETTER = {"they": "you", "them": "you", "their": "your", "theirs": "yours"}

_YOU = re.compile(r"\b(?:you|your|yours|yourself|yourselves|we|our|us|one)\b", re.IGNORECASE)
_SHE = re.compile(r"\b(?:s?he|her|hers|it|its|they|their|them|we|one)\b", re.IGNORECASE)
_THEY = re.compile(rf"\b(?:{'|'.join(BETTER)})\b", re.IGNORECASE)


def spoken_of(article: Article, bead: int, own: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield the "they" of a bead that speaks to somebody and of nobody.

    ``address`` are the forms that are never anything else ("Sie" inside a sentence, "vous"),
    ``others`` and ``spoken_of`` what else "they" may stand for. A quotation that English tells in
    its own words has its "they" outside quotation marks.
    """
    source = article.source_sentences(bead)
    said = " ".join(sentence.text for sentence in source)
    pattern = own.get("address", "(?!)")
    told = next(((s, m) for s in source for m in re.finditer(pattern, s.text)), None)
    if told is None or re.search(own["spoken_of"], said, re.IGNORECASE):
        return
    if any(other.group()[0].islower() for other in listed(own["others"]).finditer(said)):
        return
    target = article.target_sentences(bead)
    if any(_YOU.search(sentence.text) for sentence in target):
        return
    piece, address = told
    quoted = in_quotation(piece.text, address.start())
    for sentence in target:
        match = _THEY.search(sentence.text)
        if match is not None and in_quotation(sentence.text, match.start()) == quoted:
            yield Hit(
                message=f"“{match.group()}” for “{address.group()}”, which speaks to somebody",
                confidence=SPOKEN_TO,
                target=(sentence.index, *match.span()),
                source=(piece.index, *address.span()),
                bead=bead,
                suggestions=(as_written(BETTER[match.group().lower()], match.group()),),
            )
            return


def spoken_to(article: Article, bead: int, own: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield the "you" of a bead whose "Sie" is one woman or thing, by the verb behind it."""
    if "singular" not in own:
        return
    source = article.source_sentences(bead)
    pattern = r"\b[Ss]ie(?=" + own["singular"] + ")"
    told = next(((s, m) for s in source for m in re.finditer(pattern, s.text)), None)
    if told is None or any(re.search(own["second"], sentence.text) for sentence in source):
        return
    target = article.target_sentences(bead)
    if any(_SHE.search(sentence.text) for sentence in target):
        return
    piece, pronoun = told
    for sentence in target:
        match = re.search(r"\byou\b", sentence.text, re.IGNORECASE)
        if match is not None:
            yield Hit(
                message=f"“{match.group()}” for “{pronoun.group()}”, which is singular here",
                confidence=SPOKEN_OF,
                target=(sentence.index, *match.span()),
                source=(piece.index, *pronoun.span()),
                bead=bead,
                suggestions=(as_written("she", match.group()),),
            )
            return
