"""Words that put one another's denial, across languages."""

from __future__ import annotations

import tomllib
import unicodedata
from importlib import resources

import pytest

from dragoman.checks.quantities import contraries
from dragoman.checks.quantities.contraries import rendered
from dragoman.checks.quantities.polarity import KNOWN

TABLE = tomllib.loads(
    resources.files("dragoman.checks.quantities")
    .joinpath("data/contraries.toml")
    .read_text(encoding="utf-8")
)

CONTRARY, LIKE, NEITHER = (True, False), (False, True), (False, False)


@pytest.mark.parametrize(
    ("lang", "denied", "denial", "other", "expected"),
    [
        ("de", "Am Zeitplan ändert sich nichts.", "nichts", "The plan stays as it is.", CONTRARY),
        ("de", "Am Zeitplan ändert sich nichts.", "nichts", "The schedule changes.", LIKE),
        ("de", "Am Zeitplan ändert sich nichts.", "nichts", "The schedule is printed.", NEITHER),
        ("de", "Es stieg nicht und blieb gleich.", "nicht", "It rose and stayed equal.", NEITHER),
        ("fr", "Le train n'est pas à l'heure.", "n'est pas", "The train is delayed.", CONTRARY),
        ("es", "La diferencia no es grande.", "no", "The difference is slight.", CONTRARY),
        ("it", "Nessuno è rimasto ferito.", "Nessuno", "Everyone escaped unhurt.", CONTRARY),
        ("nl", "De prijzen zijn niet veranderd.", "niet", "Prices have held steady.", CONTRARY),
        ("pl", "Minister nie wykluczył zmian.", "nie", "Changes are possible.", CONTRARY),
        ("pt", "O comboio não chegou a horas.", "não", "The train arrived late.", CONTRARY),
        ("ru", "Цены на билеты не изменятся.", "не", "Fares will remain the same.", CONTRARY),
        ("uk", "Ніхто не постраждав.", "Ніхто не", "Everyone escaped unhurt.", CONTRARY),
        ("en", "The bridge will not reopen.", "not", "Die Brücke bleibt gesperrt.", CONTRARY),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_denial_is_put_by_a_contrary_or_its_word_by_the_like(
    lang: str, denied: str, denial: str, other: str, expected: tuple[bool, bool]
) -> None:
    at = denied.index(denial)
    langs = (lang, "de" if lang == "en" else "en")
    assert rendered(denied, (at, at + len(denial)), other, langs) == expected


def test_only_words_near_the_denial_are_denied() -> None:
    far = (
        "Die Preise ändern sich, " + "wie es aus dem Rathaus der Stadt Kassel heißt, " * 2 + "nicht"
    )
    at = far.index("nicht")
    assert rendered(far, (at, at + 5), "Prices stay.", ("de", "en")) == NEITHER


@pytest.mark.parametrize("name", TABLE)
def test_every_class_has_two_poles_in_every_language(name: str) -> None:
    rows = TABLE[name]
    assert sorted(rows) == sorted(KNOWN)
    for poles in rows.values():
        first, second = ([word.strip() for word in pole.split("|")] for pole in poles)
        assert all(first)
        assert all(second)
        assert not set(first) & set(second)
        assert len(set(first)) == len(first)
        assert len(set(second)) == len(second)
        assert all(unicodedata.is_normalized("NFC", word) for word in first + second)


def test_patterns_compile_for_all() -> None:
    assert all(len(contraries._classes(lang)) == len(TABLE) for lang in KNOWN)
