"""What a sentence denies, in every language."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.checks.quantities.polarity import KNOWN, cues

PLAIN = [
    ("Das Gericht gab der Klage nicht statt.", "de", ["nicht"]),
    ("Weder Anna noch Paul kam ohne Schirm.", "de", ["Weder", "ohne"]),
    ("Das ist nicht nur teuer, sondern unnötig.", "de", []),
    ("Das ist nicht unwahrscheinlich.", "de", []),
    ("Er kommt, bevor es nicht zu spät ist.", "de", []),
    ("Es dauerte keine drei Tage.", "de", ["keine drei"]),
    ("No decision will be taken until then.", "en", ["No decision will be taken until"]),
    ("It happens once in a lifetime, if that.", "en", []),
    ("He didn't come and never wrote.", "en", ["didn't", "never"]),
    ("Neither Anna nor Paul came.", "en", ["Neither Anna nor"]),
    ("It is not only expensive.", "en", []),
    ("That's nice, isn't it?", "en", []),
    ("No doubt, it is nothing but talk.", "en", []),
    ("Il n'a pas répondu et n'a rien dit.", "fr", ["n'a pas", "n'a rien"]),
    ("Il ne dort jamais sans lumière.", "fr", ["ne dort jamais", "sans"]),
    ("Il n'y a sans doute que lui.", "fr", []),
    ("No vino nadie.", "es", ["No vino nadie"]),
    ("Sin embargo, no sólo vino él.", "es", []),
    ("Non ha visto nessuno.", "it", ["Non ha visto nessuno"]),
    ("Hij is niet gekomen.", "nl", ["niet"]),
    ("Nikt nie przyszedł.", "pl", ["Nikt nie"]),
    ("Ninguém não veio.", "pt", ["Ninguém não"]),
    ("Никто никогда не был там.", "ru", ["Никто никогда не"]),
    ("Нет бед и нет проблем.", "ru", ["Нет", "нет"]),
    ("Ніхто не прийшов.", "uk", ["Ніхто не"]),
]


@pytest.mark.parametrize(("text", "lang", "denials"), PLAIN, ids=lambda value: str(value))
def test_plain_denials_are_found(text: str, lang: str, denials: list[str]) -> None:
    found = [text[c.start : c.end] for c in cues(text, lang) if c.strength == "plain"]
    assert found == denials


IMPLIED = [
    ("unfähig erfolglos steuerfrei", "de", 3),
    ("Unternehmen Union Universität unter", "de", 0),
    ("unable useless impossible independent", "en", 4),
    ("under until union unless regardless", "en", 2),
    ("incapable impossible", "fr", 2),
    ("imposible incapaz", "es", 2),
    ("impossibile incapace", "it", 2),
    ("onmogelijk werkloos", "nl", 2),
    ("niemożliwy bezrobotny Niemcy niedziela", "pl", 2),
    ("impossível incapaz", "pt", 2),
    ("невозможно безработный неделя немец", "ru", 2),
    ("неможливо безробітний неділя", "uk", 2),
]


@pytest.mark.parametrize(("text", "lang", "count"), IMPLIED, ids=lambda value: str(value))
def test_words_that_deny_inside_are_told_from_their_look_alikes(
    text: str, lang: str, count: int
) -> None:
    assert len(cues(text, lang)) == count


@pytest.mark.parametrize("lang", KNOWN)
@given(text=st.text(max_size=80))
@settings(max_examples=60, deadline=None)
def test_cues_lie_inside_any_text(lang: str, text: str) -> None:
    assert all(0 <= cue.start < cue.end <= len(text) for cue in cues(text, lang))


def test_an_unknown_language_denies_nothing() -> None:
    assert cues("Det är inte sant.", "sv") == ()
