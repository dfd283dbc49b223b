"""Pronouns compared with the very word that they translate, as word alignment has it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dragoman.checks.grammar.patterns import NEVER, listed
from dragoman.checks.grammar.pronouns import FEMININE, MASCULINE, OTHER_SEX
from dragoman.checks.grammar.wording import as_written, in_quotation
from dragoman.checks.names.given import is_given
from dragoman.checks.rule import Hit, Place
from dragoman.model import Article, Sentence

FIRM = 0.45
"""Least score of a link. Of 192 links between a pronoun of 1,606 references and a gendered one of
the source two were of different gender, one by .38 and one for a "Person"; wrong pronouns of the
dev articles have .49 and more."""

SURE, OWNER, MANY, READER, THING = 0.85, 0.65, 0.6, 0.6, 0.5
"""Confidences: the genders of two linked pronouns differ (0 of 1,743 such links in four engines'
single sentences, where nothing is out of context); the only person near is a woman; "they" for one
woman; "your" in a text that speaks to nobody; "she" for a thing. The last four have fired on no
reference, but on few wrong pronouns either."""

BETTER = {
    **OTHER_SEX,
    "they": "she", "their": "her", "them": "her", "your": "its",
    "you": "they", "yours": "theirs", "yourself": "themselves", "yourselves": "themselves",
}  # fmt: skip

GENDER = dict.fromkeys(MASCULINE, "masculine") | dict.fromkeys(FEMININE, "feminine")

YOU = frozenset({"you", "your", "yours", "yourself", "yourselves"})

OTHERS = 0.7
"""Confidence of "you" for a pronoun of the third person that is written small."""

DROPPED = re.compile(r"\bhe\b", re.IGNORECASE)
"""The pronoun that engines put where the source drops its subject."""

NEAR = 40
"""Letters around a woman's post in which a given name is hers."""


def linked(article: Article, bead: int, own: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield the pronouns of a bead that another gender or person of the source answers."""
    source = {sentence.index: sentence for sentence in article.source_sentences(bead)}
    target = {sentence.index: sentence for sentence in article.target_sentences(bead)}
    if not any(_PRONOUN.search(sentence.text) for sentence in target.values()):
        return
    for link in article.word_links(bead):
        if link.score < FIRM:
            continue
        said, word = _text(source, link.source), _text(target, link.target)
        lower = word.lower()
        if lower not in BETTER:
            continue
        wrong = _judged(article, bead, own, said, lower, link.source)
        if wrong is None or _unsure(target[link.target[0]], link.target, lower, article):
            continue
        message, confidence = wrong
        better = "it" if confidence == THING else BETTER[lower]
        yield Hit(
            message=f"“{word}” for “{said}”, {message}",
            confidence=confidence,
            target=link.target,
            source=link.source,
            bead=bead,
            suggestions=(as_written(better, word),),
        )


def dropped(article: Article, bead: int, own: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield the "he" of a subject that the source drops, where the only person near is a woman.

    A participle of a man (``his_state``) says that one is meant whom nobody names.
    """
    said = _joined(article, bead)
    before = _joined(article, bead - 1) if bead else ""
    if "his_state" not in own or re.search(own["his_state"], said, re.IGNORECASE):
        return
    if listed(own["masculine"]).search(said) or not _only_woman(own, f"{before} {said}"):
        return
    for sentence in article.target_sentences(bead):
        match = DROPPED.search(sentence.text)
        if match is not None and not in_quotation(sentence.text, match.start()):
            yield Hit(
                message=f"“{match.group()}”, where the only person near is a woman",
                confidence=OWNER,
                target=(sentence.index, *match.span()),
                bead=bead,
                suggestions=(as_written("she", match.group()),),
            )
            return


_NAME = re.compile(r"[A-ZÀ-ÞĀ-ŽА-ЯЁІЇЄҐ]\w+")
_PRONOUN = re.compile(rf"\b(?:{'|'.join(BETTER)})\b", re.IGNORECASE)


def _text(sentences: Mapping[int, Sentence], place: Place) -> str:
    return sentences[place[0]].text[place[1] : place[2]]


def _judged(
    article: Article, bead: int, own: Mapping[str, Any], said: str, lower: str, place: Place
) -> tuple[str, float] | None:
    """Say what is wrong with English *lower* for *said*, and how sure that is; None if nothing."""
    here = _joined(article, bead)
    gender = GENDER.get(lower)
    if gender is not None:
        of = next((g for g in ("feminine", "masculine") if said.lower() in _words(own, g)), None)
        if gender == "masculine" and said.lower() in _words(own, "never_he"):
            of = "feminine"
        if of is not None and of != gender and not _generic(own).search(here):
            return f"which is {of}", SURE
    near = _before(article, bead, place)
    if gender == "masculine" and said.lower() in _words(own, "either") and _only_woman(own, near):
        return "and the only person near is a woman", OWNER
    if lower in ("they", "their", "them") and said.lower() in _words(own, "feminine"):
        behind = article.source.sentences[place[0]].text[place[2] :] if article.source else ""
        if re.match(own.get("singular", "(?!)"), behind) and _only_woman(own, near):
            return "which is one woman", MANY
    if lower in YOU and said in _words(own, "others"):
        return "which speaks of others", OTHERS
    if lower == "your" and said.lower() in _words(own, "either"):
        return "which speaks of others here", READER
    if lower == "she" and said.lower() in _words(own, "feminine") and "thing" in own:
        subject = re.match(own["thing"], near)
        if subject and not _peopled(own, near, here):
            return f"which stands for “{subject.group('noun')}”", THING
    return None


def _peopled(own: Mapping[str, Any], near: str, here: str) -> bool:
    """Tell whether a woman may be meant: people are named, or somebody's words are reported."""
    text = f"{near} {here}"
    if any(listed(own[key]).search(text) for key in ("women", "relatives")):
        return True
    if re.search(rf"\b(?:{own['said']})\b", here):
        return True
    return next(_given(own, text), None) is not None


def _given(own: Mapping[str, Any], text: str) -> Iterator[re.Match[str]]:
    """Yield the given names of *text*; "Sie" is one elsewhere, and a pronoun here."""
    pronouns = {*_words(own, "feminine"), *_words(own, "masculine")}
    for name in _NAME.finditer(text):
        if name.group().lower() not in pronouns and is_given(name.group().lower()):
            yield name


def _unsure(sentence: Sentence, place: Place, lower: str, article: Article) -> bool:
    """Tell whether "your" may be meant: in a quotation, or where the text has another "you"."""
    if lower != "your":
        return lower in YOU and in_quotation(sentence.text, place[1])
    everywhere = sum(
        len(re.findall(r"\byou(?:r|rs|rself)?\b", one.text, re.IGNORECASE))
        for one in article.target.sentences
    )
    return (
        everywhere > 1
        or article.source is None
        or len(article.source.sentences) < 3
        or in_quotation(sentence.text, place[1])
    )


def _only_woman(own: Mapping[str, Any], text: str) -> bool:
    """Tell whether *text* names a woman by her post or kin, and nobody else."""
    women = list(listed(own.get("women", "")).finditer(text))
    if not women or listed(own.get("men", "")).search(text):
        return False
    hers = [(match.start() - NEAR, match.end() + NEAR) for match in women]
    return all(
        any(start <= name.start() <= end for start, end in hers) for name in _given(own, text)
    )


def _before(article: Article, bead: int, place: Place) -> str:
    """Return what the source has before a pronoun, from the head of the bead before."""
    pieces = [] if bead == 0 else [sentence.text for sentence in article.source_sentences(bead - 1)]
    for sentence in article.source_sentences(bead):
        if sentence.index < place[0]:
            pieces.append(sentence.text)
        elif sentence.index == place[0]:
            pieces.append(sentence.text[: place[1]])
    return " ".join(pieces)


def _joined(article: Article, bead: int) -> str:
    return " ".join(sentence.text for sentence in article.source_sentences(bead))


def _words(own: Mapping[str, Any], key: str) -> Sequence[str]:
    return [word.strip() for word in own.get(key, "").split("|")]


def _generic(own: Mapping[str, Any]) -> re.Pattern[str]:
    """Return the nouns of one gender for people of both."""
    words = own.get("generic", own.get("both", ""))
    return listed(words, exact=True) if words else NEVER
