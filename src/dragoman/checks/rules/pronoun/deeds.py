"""Slavic past tenses, which tell the sex of whoever did it: "she added" for "dodał"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from dragoman.checks.grammar.patterns import listed
from dragoman.checks.grammar.pronouns import OTHER_SEX
from dragoman.checks.grammar.wording import as_written, in_quotation
from dragoman.checks.rule import Hit
from dragoman.checks.rules.pronoun.linked import FIRM
from dragoman.model import Article

DOER, OWNER = 0.75, 0.6
"""Confidences: the verb of "he" or "she" is of the other sex; the owner did what the sentence
tells, and all its verbs are of the other sex."""

_SUBJECT = re.compile(r"\b(he|she)\s(?:(?:has|had|also|then|later|\w+ly)\s)?$", re.IGNORECASE)


def deeds(article: Article, bead: int, own: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield the first pronoun of a bead whose verb in the source is of the other sex."""
    if "he_did" not in own:
        return
    source = {sentence.index: sentence.text for sentence in article.source_sentences(bead)}
    target = {sentence.index: sentence.text for sentence in article.target_sentences(bead)}
    if not any(re.search(r"\b(?:s?he|his|her)\b", text, re.IGNORECASE) for text in target.values()):
        return
    done = {sex: listed(own[key]).search(" ".join(source.values()))
            for sex, key in (("f", "she_did"), ("m", "he_did"))}  # fmt: skip
    for link in article.word_links(bead):
        if link.score < FIRM:
            continue
        at, start, end = link.target
        said = source[link.source[0]][link.source[1] : link.source[2]]
        found = _told(target[at], (start, end), said, own, done)
        if found is None or in_quotation(target[at], found[0]):
            continue
        first, last, confidence = found
        word = target[at][first:last]
        better = OTHER_SEX[word.lower()]
        yield Hit(
            message=f"“{word}” for “{said}”, which tells the other sex",
            confidence=confidence,
            target=(at, first, last),
            source=link.source,
            bead=bead,
            suggestions=(as_written(better, word),),
        )
        return


def _told(
    text: str,
    span: tuple[int, int],
    said: str,
    own: Mapping[str, Any],
    done: Mapping[str, re.Match[str] | None],
) -> tuple[int, int, float] | None:
    """Return the span of a pronoun that the source word *said* contradicts, and how surely."""
    word = text[slice(*span)].lower()
    if word in ("his", "her"):
        other = "f" if word == "his" else "m"
        mine = "m" if other == "f" else "f"
        owned = said.lower() in [entry.strip() for entry in own.get("either", "").split("|")]
        return (*span, OWNER) if owned and done[other] and not done[mine] else None
    subject = _SUBJECT.search(text[: span[0]])
    if subject is None:
        return None
    key = "she_did" if subject.group(1).lower() == "he" else "he_did"
    return (*subject.span(1), DOER) if listed(own[key]).fullmatch(said) else None
