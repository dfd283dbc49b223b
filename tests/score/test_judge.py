"""The drift score with the real encoder: what it must and must not say."""

from __future__ import annotations

import numpy as np
import pytest

from dragoman import encoder, score
from dragoman.align.words import word_links
from dragoman.encoder.protocol import Encoder
from dragoman.model import DriftScore, Side


@pytest.fixture(scope="module")
def engine() -> Encoder:
    return encoder.load(threads=1)


def judged(
    engine: Encoder, source: list[str], target: list[str], *, langs: tuple[str, str] = ("de", "en")
) -> DriftScore:
    passages = [
        score.Passage(
            lang=lang,
            sentences=tuple(
                (number, text, one)
                for number, (text, one) in enumerate(
                    zip(texts, engine.encode(texts) if texts else [], strict=True)
                )
            ),
        )
        for lang, texts in zip(langs, (source, target), strict=True)
    ]
    left, right = (
        score.centres(lang, side, None, model_revision=engine.revision)
        for lang, side in zip(langs, Side, strict=True)
    )
    means = left.tokens, right.tokens
    links = word_links(passages[0].sentences, passages[1].sentences, centres=means)
    return score.judge(passages[0], passages[1], links, centres=(left, right))


FAITHFUL = {
    "a plain translation": (
        "Die Brücke wird im Mai gesperrt.",
        "The bridge will be closed in May.",
    ),
    "a denial denied": (
        "Eine Erhöhung ist nicht unwahrscheinlich.",
        "An increase is quite likely.",
    ),
    "a localised figure": (
        "Die Kosten belaufen sich auf 1.234.567,50 Euro.",
        "The costs amount to €1,234,567.50.",
    ),
    "a negation put into another word": (
        "Das Gesetz ist noch nicht in Kraft.",
        "The law has yet to come into force.",
    ),
    "a failure for a not": (
        "Der Torwart hielt den Ball nicht fest.",
        "The goalkeeper failed to hold on to the ball.",
    ),
    "a denial that stays one": (
        "Der Sprecher bestätigte den Bericht nicht.",
        "The spokesman did not confirm the report.",
    ),
    "a number in words": (
        "12 Schüler fehlten am Dienstag wegen Grippe.",
        "Twelve pupils were absent on Tuesday because of the flu.",
    ),
    "an active for a passive": (
        "Das Museum wurde von zwei Architektinnen entworfen.",
        "Two architects, both women, designed the museum.",
    ),
    "a free rendering": (
        "Der Trainer nahm seine Mannschaft nach der Niederlage in Schutz.",
        "After the defeat, the coach stood up for his team.",
    ),
    "a noun phrase made a clause": (
        "Nach Abschluss der Bauarbeiten soll der Verkehr wieder fließen.",
        "Once the construction work is finished, traffic is expected to flow again.",
    ),
    "a quote in another order": (
        "„Wir haben lange gewartet“, sagte der Trainer nach dem Spiel.",
        "After the match the coach said: “We waited a long time.”",
    ),
}
DRIFTED = {
    "another sentence": (
        "Der Fahrplan gilt ab Montag auf allen Linien.",
        "The minister has resigned over a bribery scandal.",
    ),
    "an untranslated copy": (
        "Der Fahrplan gilt ab Montag auf allen Linien.",
        "Der Fahrplan gilt ab Montag auf allen Linien.",
    ),
}


@pytest.mark.parametrize("pair", FAITHFUL.values(), ids=FAITHFUL)
def test_a_faithful_translation_does_not_drift(engine: Encoder, pair: tuple[str, str]) -> None:
    value = judged(engine, [pair[0]], [pair[1]]).value
    assert value is not None
    assert value < 0.3


@pytest.mark.parametrize("pair", DRIFTED.values(), ids=DRIFTED)
def test_what_says_something_else_drifts(engine: Encoder, pair: tuple[str, str]) -> None:
    value = judged(engine, [pair[0]], [pair[1]]).value
    assert value is not None
    assert value > 0.5


WORSE = {
    "roles exchanged": (
        "Der Hund hat den Briefträger am Montag gebissen.",
        "The dog bit the postman on Monday.",
        "The postman bit the dog on Monday.",
    ),
    "a denial lost": (
        "Der Sprecher bestätigte den Bericht nicht.",
        "The spokesman did not confirm the report.",
        "The spokesman did confirm the report.",
    ),
    "a denial put in": (
        "Die Brücke wird im Mai gesperrt.",
        "The bridge will be closed in May.",
        "The bridge will not be closed in May.",
    ),
    "half of it": (
        "Die Feuerwehr rettete zwei Kinder aus dem Haus, während die Eltern bei der Arbeit waren.",
        "The fire brigade rescued two children from the house while their parents were at work.",
        "The parents were at work.",
    ),
    "words in the order of the source": (
        "Er sagte, dass die Regierung das Gesetz im Herbst ändern wolle.",
        "He said that the government wanted to amend the law in autumn.",
        "He said that the government the law in autumn amend wanted.",
    ),
}


@pytest.mark.parametrize("case", WORSE.values(), ids=WORSE)
def test_the_wrong_translation_drifts_further_than_the_right_one(
    engine: Encoder, case: tuple[str, str, str]
) -> None:
    right, wrong = (judged(engine, [case[0]], [target]).value for target in case[1:])
    assert right is not None
    assert wrong is not None
    assert right < wrong


def test_an_encoder_that_the_model_does_not_know_gives_no_drift(engine: Encoder) -> None:
    texts = ("Die Brücke wird im Mai gesperrt.", "The bridge will be closed in May.")
    encodings = engine.encode(texts)
    left, right = (
        score.Passage(lang=lang, sentences=((0, text, one),))
        for lang, text, one in zip(("de", "en"), texts, encodings, strict=True)
    )
    centres = tuple(
        score.centres(lang, side, [one], model_revision="another-1")
        for lang, side, one in zip(("de", "en"), Side, encodings, strict=True)
    )
    found = score.judge(left, right, (), centres=(centres[0], centres[1]))
    assert (found.value, found.reason) == (None, "no drift model for this encoder")


def test_merging_two_sentences_is_no_drift(engine: Encoder) -> None:
    source = ["Der Zug hielt am Bahnhof.", "Niemand stieg aus."]
    value = judged(engine, source, ["The train stopped at the station, but nobody got off."]).value
    assert value is not None
    assert value < 0.3


def test_a_lost_part_is_a_gap_in_the_source(engine: Encoder) -> None:
    source = "Zwölf Menschen starben, darunter drei Kinder aus dem Nachbardorf."
    gaps = judged(engine, [source], ["Twelve people died."]).source_gaps
    assert any("Kinder aus dem Nachbardorf" in source[start:end] for _, start, end in gaps)


@pytest.mark.parametrize(
    ("source", "target", "reason"),
    [
        (["Foto: dpa"], ["Photo: dpa"], "too short"),
        ([], ["Nobody said this sentence."], "no source sentence"),
        (["Das hat niemand übersetzt."], [], "no target sentence"),
    ],
    ids=["a label", "an addition", "an omission"],
)
def test_what_cannot_be_judged_has_a_reason(
    engine: Encoder, source: list[str], target: list[str], reason: str
) -> None:
    found = judged(engine, source, target)
    assert (found.value, found.reason) == (None, reason)


def test_a_known_language_has_stored_centres(engine: Encoder) -> None:
    found = score.centres("pt-BR", Side.SOURCE, None, model_revision=engine.revision)
    assert found.origin == "stored"
    assert found.tokens.shape == (3, engine.dimension)


def test_another_language_or_model_uses_the_document(engine: Encoder) -> None:
    encodings = engine.encode(["Dit is 'n sin.", "Nog een sin."])
    foreign = score.centres("af", Side.SOURCE, encodings, model_revision=engine.revision)
    other = score.centres("de", Side.SOURCE, encodings, model_revision="another")
    assert (foreign.origin, other.origin) == ("document", "document")
    mean = np.mean([one.sentence for one in encodings], axis=0)
    np.testing.assert_allclose(other.sentence, mean, atol=1e-6)
    assert score.sentence_mean("de", "another") is None


def test_the_signature_names_the_data() -> None:
    assert score.signature() == score.signature()
    assert score.signature().startswith("drift:")
