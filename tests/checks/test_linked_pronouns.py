"""Pronouns that word alignment ties to a word of another gender or person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.checks.rules.pronoun import pronoun_of_another_person
from dragoman.model import Article, WordLink
from tests.checks.harness import article_of, run_rule

FIRM, LOOSE = 0.6, 0.4


def linked(
    lang: str, source: list[str], target: list[str], pair: tuple[str, str], score: float
) -> Article:
    """Make an article, one bead a line, whose last bead links the words of *pair*."""
    article, last = article_of(source, target, source_lang=lang), len(source) - 1
    places = [
        (last, text.index(word), text.index(word) + len(word))
        for text, word in zip((source[-1], target[-1]), pair, strict=True)
    ]
    link = WordLink(source=places[0], target=places[1], score=score)
    return replace(article, links=lambda bead: (link,) if bead == last else ())


def found(article: Article) -> list[tuple[str, str | None]]:
    rule = pronoun_of_another_person.pronoun_of_another_person
    return [
        (finding.target.text, finding.suggestions[0] if finding.suggestions else None)
        for finding in run_rule(rule, article)
        if finding.target is not None
    ]


RED = ["Auf ihrem Hof lebten einmal vier Pferde: eines war blind.", "On his farm there once lived"]
CASES = [
    pytest.param(
        ("de", [RED[0]], [RED[1] + " four horses: one was blind."], ("ihrem", "his"), FIRM),
        [("his", "her")],
        id="a neutral word elsewhere does not hide a wrong possessive",
    ),
    pytest.param(
        ("de", [RED[0]], [RED[1] + " four horses: one was blind."], ("ihrem", "his"), LOOSE),
        [],
        id="a loose link proves nothing",
    ),
    pytest.param(
        (
            "de",
            ["Eine Geisel verlor ihren Schuh, es regnete."],
            ["A hostage lost his shoe; it was raining."],
            ("ihren", "his"),
            FIRM,
        ),
        [],
        id="a noun of one gender for both may be a man",
    ),
    pytest.param(
        (
            "es",
            ["La alcaldesa de Lugo, Sara Vidal, llegó tarde.", "Su discurso fue breve."],
            ["The mayor of Lugo, Sara Vidal, was late.", "His speech was short."],
            ("Su", "His"),
            FIRM,
        ),
        [("His", "Her")],
        id="Spanish: the only person near is a woman",
    ),
    pytest.param(
        (
            "es",
            ["La alcaldesa de Lugo recibió ayer en su despacho al nuevo vecino, Carlos Vidal.",
             "Su discurso fue breve."],
            ["The mayor of Lugo received the new neighbour, Carlos Vidal, in the office.",
             "His speech was short."],
            ("Su", "His"),
            FIRM,
        ),
        [],
        id="Spanish: a man stands near as well",
    ),
    pytest.param(
        (
            "de",
            ["Eine 70-Jährige wartete.", "Sie hatte keinen Schlüssel."],
            ["A woman of 70 was waiting.", "They had no key."],
            ("Sie", "They"),
            FIRM,
        ),
        [("They", "She")],
        id="one woman is not they",
    ),
    pytest.param(
        (
            "de",
            ["Die Fähre fährt täglich.", "Sie legt um acht ab."],
            ["The ferry runs every day.", "She leaves at eight."],
            ("Sie", "She"),
            FIRM,
        ),
        [("She", "It")],
        id="a ferry is no woman",
    ),
    pytest.param(
        (
            "de",
            ["Die Fähre fährt täglich.", "Sie kennt sie, seit ihre Mutter Köchin war."],
            ["The ferry runs every day.", "She has known it since her mother was a cook."],
            ("Sie", "She"),
            FIRM,
        ),
        [],
        id="where a woman may be meant she is let pass",
    ),
    pytest.param(
        (
            "es",
            ["El Gobierno calla.", "Llueve.", "Su portavoz no contestó."],
            ["The government is silent.", "It is raining.", "Your spokesman did not answer."],
            ("Su", "Your"),
            FIRM,
        ),
        [("Your", "Its")],
        id="Spanish: a text that addresses nobody has no your",
    ),
    pytest.param(
        (
            "es",
            ["¿Tiene coche?", "Llueve.", "Su seguro es caro."],
            ["Do you have a car?", "It is raining.", "Your insurance is expensive."],
            ("Su", "Your"),
            FIRM,
        ),
        [],
        id="Spanish: a text that addresses its reader has",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("made", "expected"), CASES)
def test_linked_pronouns(
    made: tuple[str, list[str], list[str], tuple[str, str], float],
    expected: list[tuple[str, str | None]],
) -> None:
    assert found(linked(*made)) == expected


DEEDS = [
    pytest.param(
        ("pl", ["Dodał, że to błąd."], ["She added that it was a mistake."], ("Dodał", "added")),
        [("She", "He")],
        id="the verb is a man's",
    ),
    pytest.param(
        ("uk", ["Додала, що це помилка."], ["He later added it was wrong."], ("Додала", "added")),
        [("He", "She")],
        id="the verb is a woman's, with an adverb between",
    ),
    pytest.param(
        ("pl", ["Wpisał to na swoim profilu."], ["It was on her profile."], ("swoim", "her")),
        [("her", "his")],
        id="the owner did what a man's verb tells",
    ),
    pytest.param(
        ("pl", ["Dodał, że to błąd."], ["He added that it was a mistake."], ("Dodał", "added")),
        [],
        id="verb and pronoun agree",
    ),
    pytest.param(
        ("pl", ["Film dodał jej siły."], ["She was given strength by it."], ("dodał", "given")),
        [],
        id="a passive has another doer",
    ),
]


@pytest.mark.parametrize(("case", "expected"), DEEDS)
def test_a_past_tense_tells_who_did_it(
    case: tuple[str, list[str], list[str], tuple[str, str]],
    expected: list[tuple[str, str | None]],
) -> None:
    lang, source, target, pair = case
    assert found(linked(lang, source, target, pair, FIRM)) == expected


PARAGRAPHS = [
    pytest.param(
        (
            "pl",
            ["Dyrektorka Hanna Lis chwali zespół.", "Dyrekcja zaprasza.", "Zaprzecza plotkom."],
            ["Director Hanna Lis praises the company.", "All are invited.", "He denies rumours."],
        ),
        [("He", "She")],
        id="all whom the paragraph names are women",
    ),
    pytest.param(
        (
            "es",
            ["La empresa perdió 37 millones.", "Sus acciones cayeron."],
            ["The company lost 37 million.", "His shares fell."],
        ),
        [("His", "Its")],
        id="a company is no man",
    ),
    pytest.param(
        (
            "de",
            ["Der Prozess endet.", "Die Opfer sind enttäuscht.", "Es reicht, sagte deren Anwalt."],
            ["The trial ends.", "The victims are disappointed.", "Enough, said her lawyer."],
        ),
        [("her", "their")],
        id="several are meant",
    ),
    pytest.param(
        (
            "de",
            ["Die Gäste sind gut.", "Ein Remis reicht.", "Verzichten müssen sie auf Lindgaard."],
            ["The visitors are good.", "A draw is enough.", "You will be without Lindgaard."],
        ),
        [("You", "They")],
        id="sie written small never speaks to the reader",
    ),
    pytest.param(
        (
            "es",
            ["La empresa perdió 37 millones, según Luis Mora.", "Su cargo está en juego."],
            ["The company lost 37 million, says Luis Mora.", "His post is at stake."],
        ),
        [],
        id="somebody of the right sex is near",
    ),
]


@pytest.mark.parametrize(("texts", "expected"), PARAGRAPHS)
def test_a_paragraph_tells_whom_a_pronoun_means(
    texts: tuple[str, list[str], list[str]], expected: list[tuple[str, str | None]]
) -> None:
    lang, source, target = texts
    article = article_of(source, target, source_lang=lang)
    sentences = tuple(replace(one, block=0) for one in article.target.sentences)
    article = replace(article, target=replace(article.target, sentences=sentences))
    assert found(article) == expected
