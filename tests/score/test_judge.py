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
    assert value > 0.55


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
