"""Pronouns for whom nobody stands: "he" where all whom the text has named are women.

An English pronoun means somebody named before it, or later in its own sentence. Where a few
sentences name nobody of its sex and nobody whose sex is unknown, it is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dragoman.checks.grammar.patterns import listed
from dragoman.checks.grammar.pronouns import MASCULINE, OTHER_SEX
from dragoman.checks.grammar.wording import as_written, in_quotation
from dragoman.checks.rule import Hit, Place
from dragoman.checks.rules.pronoun import persons
from dragoman.checks.rules.pronoun.persons import Mention, Sex
from dragoman.languages import base
from dragoman.model import Article, Sentence

BACK = 2
"""Sentences before its own in which a pronoun may have its person."""

OTHER = 0.7
"""Confidence where all persons near are of the other sex."""

NOBODY = 0.6
"""Confidence where no single person is near: a thing is meant, or several."""

BODY = 0.6
"""Confidence where the sentence before speaks of a company or the like, and of nobody."""

NEUTER = {
    "he": "it", "him": "it", "his": "its", "himself": "itself",
    "she": "it", "her": "its", "hers": "its", "herself": "itself",
}  # fmt: skip

PLURAL = {
    "he": "they", "him": "them", "his": "their", "himself": "themselves",
    "she": "they", "her": "their", "hers": "theirs", "herself": "themselves",
}  # fmt: skip

_PRONOUN = re.compile(rf"\b(?:{'|'.join(OTHER_SEX)})\b", re.IGNORECASE)

_EITHER = re.compile(r"\b(?:he|his|him|she|her)\s?(?:/|or)\s?(?:he|his|him|she|hers?)\b", re.I)

_YOU = re.compile(r"\b[Yy]our?\b")

_THIRD = re.compile(
    r"\b(?:they|them|their|theirs|themselves|he|him|his|she|her|hers|it|its|itself|I|we)\b",
    re.IGNORECASE,
)

_OWNED = re.compile(r"\s(?:[\w-]+\s){0,2}")


@dataclass(frozen=True, slots=True)
class Near:
    """Whom a pronoun may mean: the sexes of single persons, and whether several are named.

    ``here`` are the sexes that its own paragraph names.
    """

    sexes: frozenset[Sex]
    several: bool
    here: frozenset[Sex]


class People:
    """The persons of an article, read once and sentence by sentence."""

    def __init__(self, article: Article, own: Mapping[str, Any]) -> None:
        """Read the surnames of both sides; sentences are read when they are asked for."""
        self._article = article
        self._own = own
        here = persons.surnames([s.text for s in article.target.sentences])
        spoken = [s.text for s in article.source.sentences] if article.source else []
        told = {name: sex for name, sex in persons.surnames(spoken).items() if sex != "?"}
        self._known = {**told, **{n: s if s != "?" else told.get(n, s) for n, s in here.items()}}
        self._read: dict[int, list[Mention]] = {}

    def of(self, index: int) -> list[Mention]:
        """Return the persons of a sentence of the translation."""
        if index not in self._read:
            found = persons.english(self._article.target.sentences[index].text, self._known)
            self._read[index] = list(self._told(index, found))
        return self._read[index]

    def _told(self, index: int, found: Sequence[Mention]) -> Iterator[Mention]:
        """Give nouns the sex that the source word has which is linked to them."""
        bead = self._article.bead_of_target.get(index)
        unknown = any(m.noun and m.sex == "?" and not m.plural for m in found)
        links = self._article.word_links(bead) if unknown and bead is not None else ()
        for mention in found:
            if mention.noun and mention.sex == "?" and not mention.plural:
                for link in links:
                    at, start, end = link.target
                    if at == index and start < mention.end and mention.start < end:
                        mention = replace(mention, sex=self._sex(link.source, bead))
                        break
            yield mention

    def _sex(self, place: Place, bead: int | None) -> Sex:
        article = self._article
        assert article.source is not None
        text = article.source.sentences[place[0]].text
        before = text[: place[1]].split()[-1:]
        lang = base(article.source_lang)
        told = persons.told(lang, text[place[1] : place[2]], " ".join(before))
        if told == "?" and bead is not None and "he_did" in self._own:
            said = " ".join(sentence.text for sentence in article.source_sentences(bead))
            she, he = (listed(self._own[key]).search(said) for key in ("she_did", "he_did"))
            return "m" if he and not she else told
        return told

    def near(self, sentence: Sentence, match: re.Match[str]) -> Near:
        """Return whom the pronoun *match* of a sentence may mean."""
        sexes: set[Sex] = set()
        paragraph: set[Sex] = set()
        several = False
        for index in range(max(sentence.index - BACK, 0), sentence.index + 1):
            here = index == sentence.index
            text = self._article.target.sentences[index].text
            for mention in self.of(index):
                if here and self._owned(text, match, mention):
                    continue
                if mention.plural:
                    several = several or self._together(sentence, index)
                elif not here and persons.indefinite(text, mention):
                    continue
                else:
                    sexes.add(mention.sex)
                    if self._together(sentence, index) and not mention.weak:
                        paragraph.add(mention.sex)
            for pronoun in _PRONOUN.finditer(text, 0, match.start() if here else len(text)):
                sexes.add("m" if pronoun.group().lower() in MASCULINE else "f")
        for index, sex in self._source_sexes(sentence):
            sexes.add(sex)
            if self._together(sentence, index):
                paragraph.add(sex)
        return Near(frozenset(sexes), several, frozenset(paragraph))

    def _together(self, sentence: Sentence, index: int) -> bool:
        """Tell whether the sentence at *index* is of the same paragraph; each row is its own."""
        return self._article.target.sentences[index].block == sentence.block

    def body(self, sentence: Sentence, match: re.Match[str]) -> str | None:
        """Return the company or the like that a sentence's first word must mean, if there is one.

        It is the subject of the sentence before, which speaks of nobody else.
        """
        if match.start() or not self.goes_on(sentence):
            return None
        before = self._article.target.sentences[sentence.index - 1]
        subject = persons.body(before.text)
        if subject is None or self.of(before.index) or _PRONOUN.search(before.text):
            return None
        return None if self.of(sentence.index)[:1] else subject

    def goes_on(self, sentence: Sentence) -> bool:
        """Tell whether a sentence has one before it in its paragraph."""
        return sentence.index > 0 and self._together(sentence, sentence.index - 1)

    def _owned(self, text: str, match: re.Match[str], mention: Mention) -> bool:
        """Tell whether a person is the pronoun's own: "his wife", "her lawyer Selma Kirsch"."""
        if match.group().lower() not in ("his", "her") or mention.start < match.end():
            return False
        between = text[match.end() : mention.start]
        if mention.noun:
            return _OWNED.fullmatch(between) is not None
        nouns = [m for m in persons.english(text, {}) if m.noun and m.start >= match.end()]
        return any(
            _OWNED.fullmatch(text[match.end() : noun.start])
            and text[noun.end : mention.start] in (" ", ", ")
            for noun in nouns
        )

    def _source_sexes(self, sentence: Sentence) -> Iterator[tuple[int, Sex]]:
        """Yield (sentence, sex) of those whom the source names there and English does not."""
        article = self._article
        if article.source is None:
            return
        for index in range(max(sentence.index - BACK, 0), sentence.index + 1):
            bead = article.bead_of_target.get(index)
            for piece in article.source_sentences(bead) if bead is not None else ():
                for name, sex in persons.source_names(piece.text, self._known):
                    if name not in article.target.sentences[index].text:
                        yield index, sex


def unmeant(article: Article, bead: int, own: Mapping[str, Any], people: People) -> Iterator[Hit]:
    """Yield the pronouns of a bead for which nobody of their sex is near."""
    said = " ".join(sentence.text for sentence in article.source_sentences(bead))
    for sentence in article.target_sentences(bead):
        if sentence.role != "body":
            continue
        for match in _PRONOUN.finditer(sentence.text):
            if in_quotation(sentence.text, match.start()) or _EITHER.search(sentence.text):
                continue
            verdict = _verdict(people, sentence, match, own, said)
            if verdict is None:
                continue
            message, confidence, better = verdict
            yield Hit(
                message=f"“{match.group()}”, {message}",
                confidence=confidence,
                target=(sentence.index, *match.span()),
                bead=bead,
                suggestions=(as_written(better, match.group()),),
            )
            return


def _verdict(
    people: People, sentence: Sentence, match: re.Match[str], own: Mapping[str, Any], said: str
) -> tuple[str, float, str] | None:
    """Say what is wrong with a pronoun, how sure that is, and what would be right."""
    word = match.group().lower()
    sex: Sex = "m" if word in MASCULINE else "f"
    near = people.near(sentence, match)
    body = people.body(sentence, match)
    if body is not None:
        return f"which stands for “{body}”", BODY, NEUTER[word]
    if sex in near.sexes or "?" in near.sexes:
        return None
    lists = ("masculine",) if sex == "m" else ("feminine", "hers")
    explicit = any(listed(own.get(key, "")).search(said) for key in lists)
    if not explicit:
        if not near.here:
            return None
        who = "women" if sex == "m" else "men"
        return f"where all persons near are {who}", OTHER, OTHER_SEX[word]
    if near.several and not near.sexes and listed(own.get("hers", "")).search(said):
        return "where several are meant", NOBODY, PLURAL[word]
    if near.here and not match.start() and people.goes_on(sentence) and "he_did" in own:
        # verbs have told the sex of those named, and none is of this one
        return "where no such person is near", NOBODY, NEUTER[word]
    return None


def misaddressed(article: Article, bead: int, own: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield the "you" of a sentence whose source speaks of others and of nobody else.

    ``others`` are pronouns that, written small, never mean the reader; ``second`` those that do,
    or that "you" may stand for.
    """
    said = " ".join(sentence.text for sentence in article.source_sentences(bead))
    told = next(
        (m for m in listed(own.get("others", "")).finditer(said) if m.group().islower()), None
    )
    if told is None or "second" not in own or re.search(own["second"], said):
        return
    for sentence in article.target_sentences(bead):
        if sentence.role != "body" or _THIRD.search(sentence.text):
            continue
        for match in _YOU.finditer(sentence.text):
            if not in_quotation(sentence.text, match.start()):
                better = "they" if match.group().lower() == "you" else "their"
                yield Hit(
                    message=f"“{match.group()}” for “{told.group()}”, which speaks of others",
                    confidence=OTHER,
                    target=(sentence.index, *match.span()),
                    bead=bead,
                    suggestions=(as_written(better, match.group()),),
                )
                return
