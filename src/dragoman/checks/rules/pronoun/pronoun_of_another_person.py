"""A pronoun that means another person: "he" for "sie", "I" for "er habe", "you" for "Sie".

What it flags
-------------
- "he", "his", "him" where all pronouns of the source are feminine, and "she", "her" where all are
  masculine;
- the same for any pronoun that word alignment ties to one of the other gender; "his" for "su",
  "suo", "swój" where the only person near is a woman; "they" for one woman; "your" for "su" in a
  text that speaks to nobody;
- "he" where everybody whom the paragraph names is a woman, by given name, title or noun, and "she"
  where everybody is a man; "his" after a sentence about a company; "her" where "deren" means many;
- "she added" for a Slavic past tense of a man ("dodał"), and the other way round;
- "you" for a "sie" that is written small, in a text that addresses nobody;
- "I" where the source reports in the third person ("er habe") and has no first person;
- "You" at the head of a sentence whose "Sie" are others, in a text that addresses nobody else;
- "they" for the "Sie" or "vous" of a sentence that speaks to somebody and of nobody;
- "you" for a German "Sie" whose verb is singular.

Why it matters
--------------
Engines translate a sentence without the one before it. The reader meets a woman who becomes a man,
or hears the reporter say what somebody else said.

Flagged
-------
    de: Sie hat in Leipzig studiert.
    en: He studied in Leipzig.
    →   She

Accepted
--------
    de: Die Person sagte, sie habe nichts gesehen.
    en: The person said he had seen nothing.

Where it goes wrong
-------------------
Grammatical gender is no sex: the rule keeps quiet when a noun of one gender for people of both is
in the sentence ("Person", "Gast", "víctima"), when any pronoun of the other gender is on the source
side, or any neutral one on the target side, unless word alignment ties the very words together.
Whose a "su" is, it sees only where nobody but a woman is named. One person near whose sex no
name or noun tells, and it says nothing.

Languages
---------
German, French, Spanish, Italian, Dutch, Polish, Portuguese, Russian, Ukrainian; "I" and "You" for
German; "they" for somebody spoken to for German, French, Dutch, Russian, Ukrainian.

Settings
--------
None.

Source
------
Words in ``pronoun_of_another_person.toml`` and ``persons.toml``; given names by sex from Faker's
lists; Stanovsky et al., "Evaluating Gender Bias in Machine
Translation" (2019).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dragoman.checks.grammar.patterns import listed
from dragoman.checks.grammar.pronouns import OTHER_SEX
from dragoman.checks.grammar.wording import as_written, in_quotation
from dragoman.checks.rule import Context, Hit, data, rule
from dragoman.checks.rules.pronoun.address import spoken_of, spoken_to
from dragoman.checks.rules.pronoun.deeds import deeds
from dragoman.checks.rules.pronoun.linked import dropped, linked
from dragoman.checks.rules.pronoun.referent import People, misaddressed, unmeant
from dragoman.languages import base
from dragoman.model import Article, Sentence

GENDER, PERSON, ADDRESS = 0.8, 0.85, 0.6
"""Confidences of the three kinds. On 1,606 professional translations none of them fired."""

DEED = 0.6
"""Confidence where only the verb of the source tells the sex: see ``_her_deed``."""

CONTEXT = 3
"""Sentences from which a text shows whether it addresses its reader; alone, "Sie" may be either."""

_OWNERS = frozenset({"his", "her", "hers"})


@rule(
    code="PRO001",
    family="pronoun",
    severity="major",
    languages=("de", "es", "fr", "it", "nl", "pl", "pt", "ru", "uk"),
)
def pronoun_of_another_person(article: Article, context: Context) -> Iterator[Hit]:
    """Flag pronouns whose gender or person the source contradicts."""
    table = data(__name__)
    own = table.get(base(article.source_lang), {})
    if not own:
        return
    addressed: bool | None = None
    people = People(article, own)
    for bead, source, target in article.units():
        if bead is None or not source or not target:
            continue
        counted = list(_gender(bead, (source, target), own, table["english"]))
        counted = counted or list(linked(article, bead, own))
        counted = counted or list(deeds(article, bead, own))
        counted = counted or list(dropped(article, bead, own))
        yield from counted or unmeant(article, bead, own, people)
        if "said" in own:
            yield from _person(bead, (source, target), own)
        if not counted:
            counted = [*spoken_of(article, bead, own), *spoken_to(article, bead, own)]
            yield from counted
        if not counted and (you := next(misaddressed(article, bead, own), None)):
            if addressed is None:
                addressed = _addresses(article)
            if not addressed:
                yield you
        if "plural" in own and re.match(own["plural"], source[0].text):
            if addressed is None:
                addressed = _addresses(article)
            if not addressed:
                yield from _address(bead, (source, target))


def _gender(
    bead: int,
    sides: tuple[Sequence[Sentence], Sequence[Sentence]],
    own: Mapping[str, Any],
    english: Mapping[str, Any],
) -> Iterator[Hit]:
    source, target = sides
    said = " ".join(sentence.text for sentence in source)
    here = " ".join(sentence.text for sentence in target)
    if listed(english["neutral"]).search(here):
        return
    for gender, other in (("feminine", "masculine"), ("masculine", "feminine")):
        wrong = next(_found(target, english[other]), None)
        if wrong is None or listed(english[gender]).search(here):
            continue
        if wrong[1].group().lower() in _OWNERS and listed(own.get("either", "")).search(said):
            continue  # "son frère": whose, the pronouns beside it do not tell
        right = next(_singular(source, own[gender]), None)
        if right is None and wrong[1].group().lower() == "he":
            right = _her_deed(source, own)
        if right is None or next(_found(source, own[other]), None):
            continue
        if listed(own["both"], exact=True).search(said):
            continue
        (sentence, match), (piece, pronoun) = wrong, right
        better = OTHER_SEX[match.group().lower()]
        told = listed(own[gender]).fullmatch(pronoun.group())
        yield Hit(
            message=f"“{match.group()}” for “{pronoun.group()}”, which is {gender}",
            confidence=GENDER if told else DEED,
            target=(sentence.index, *match.span()),
            source=(piece.index, *pronoun.span()),
            bead=bead,
            suggestions=(as_written(better, match.group()),),
        )


def _her_deed(
    source: Sequence[Sentence], own: Mapping[str, Any]
) -> tuple[Sentence, re.Match[str]] | None:
    """Return a past tense of the feminine where none of the masculine stands beside it.

    Slavic verbs tell the sex of a subject that goes without saying ("Родилась в Казани"). On 8,053
    Russian pairs with scores three fired, all on translations scored below the mean.
    """
    if "he_did" not in own or next(_found(source, own["he_did"]), None) is not None:
        return None
    return next(_found(source, own["she_did"]), None)


def _found(
    sentences: Sequence[Sentence], pronouns: str
) -> Iterator[tuple[Sentence, re.Match[str]]]:
    """Yield the pronouns of a list, in any case of letters."""
    for sentence in sentences:
        for match in listed(pronouns).finditer(sentence.text):
            yield sentence, match


def _singular(
    sentences: Sequence[Sentence], pronouns: str
) -> Iterator[tuple[Sentence, re.Match[str]]]:
    """Yield those that are written small, or stand first before a verb that is no plural.

    German "Sie" inside a sentence is "you"; at its head it is "she" only before "ist" or "sagte".
    """
    for sentence, match in _found(sentences, pronouns):
        plural = re.match(r"\s\w+en\b|\ssind\b", sentence.text[match.end() :])
        if match.group()[0].islower() or (match.start() < 2 and not plural):
            yield sentence, match


def _person(
    bead: int, sides: tuple[Sequence[Sentence], Sequence[Sentence]], own: Mapping[str, Any]
) -> Iterator[Hit]:
    source, target = sides
    said = next(
        ((s, m) for s in source for m in [re.search(rf"\b(?:{own['said']})\b", s.text)] if m), None
    )
    if said is None or next(_found(source, own["first"]), None):
        return
    for sentence in target:
        for match in re.finditer(
            r"\bI(?:['’](?:ve|m|ll|d)|\s(?:have|am|will|had|was))?\b", sentence.text
        ):
            if (
                in_quotation(sentence.text, match.start())
                or sentence.text[match.end() :][:1] == "."
            ):
                continue
            yield Hit(
                message=f"“{match.group()}” for “{said[1].group()}”, which reports another's words",
                confidence=PERSON,
                target=(sentence.index, *match.span()),
                source=(said[0].index, *said[1].span()),
                bead=bead,
            )
            return


def _addresses(article: Article) -> bool:
    """Tell whether the text speaks to its reader anywhere else, or is too short to tell."""
    assert article.source is not None
    if len(article.source.sentences) < CONTEXT:
        return True
    formal = re.compile(r"(?<=[\w,] )(?:Sie|Ihnen|Ihre?[mnrs]?)\b")
    you = [
        match
        for sentence in article.target.sentences
        for match in re.finditer(r"\b[Yy]ou(?:r|rs|rself)?\b", sentence.text)
        if not in_quotation(sentence.text, match.start())
    ]
    return len(you) > 1 or any(
        not in_quotation(sentence.text, match.start())
        for sentence in article.source.sentences
        for match in formal.finditer(sentence.text)
    )


def _address(bead: int, sides: tuple[Sequence[Sentence], Sequence[Sentence]]) -> Iterator[Hit]:
    source, target = sides
    match = re.match(r"You(?:r)?\b", target[0].text)
    if match is None or source[0].text.rstrip().endswith(("?", "!")):
        return
    yield Hit(
        message="“You” speaks to the reader; “Sie” speaks of others here",
        confidence=ADDRESS,
        target=(target[0].index, *match.span()),
        source=(source[0].index, 0, 3),
        bead=bead,
        suggestions=("They",) if match.group() == "You" else ("Their",),
    )
