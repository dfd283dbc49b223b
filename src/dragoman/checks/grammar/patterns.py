"""Lists of words as they stand in data files, compiled: "Konzern | *konzern | Chef de"."""

from __future__ import annotations

import re
from functools import cache

from dragoman.checks.grammar.english import forms

NEVER = re.compile(r"(?!)")

_APART = r"(?![\w-])[^.;:!?]{0,100}?\s"
"""What may stand between a verb and its particle: words of the same clause."""

_CLOSES = r"(?=\s*(?:[^\w\s-]|$)|\s(?:und|oder|sowie|wie|als)\b)"
"""A particle ends its clause: "sagte den Termin ab." and not "sagte, er komme ab Montag"."""

_BEGINS = r"(?<![\w,;]\s)"
"""Before a capital that only begins a sentence: "Steuern" within one are taxes, and no verb."""

_ENDING = r"\w{0,3}"
"""What "~" stands for after a source word: an ending, which no language of ours has longer."""


@cache
def listed(words: str, *, exact: bool = False) -> re.Pattern[str]:
    """Compile a list of words, separated by ``|``; ``*`` stands for letters before or after.

    With *exact* a capital must be there as written, while a small first letter may be a capital
    where a sentence or a quotation begins; else case does not count. ``…`` stands for the
    words between a verb and its particle, which ends the clause: ``sagte* … ab``. ``~`` stands
    for an ending: up to three letters, or without *exact* the forms of an English word.

    >>> bool(listed("take~ over").search("The board took over the firm."))
    True
    >>> bool(listed("*konzern | aktuell*", exact=True).search("Aktuelle Lage im Stahlkonzern"))
    True
    >>> bool(listed("sagte* … ab", exact=True).search("Sie sagten das Spiel am Montag ab."))
    True
    """
    entries = [entry.strip() for entry in words.split("|") if entry.strip()]
    if not entries:
        return NEVER
    body = "|".join(_entry(entry, exact) for entry in entries)
    end = r"(?![\w-])" if exact else r"(?!\w)"  # "Branchen-" is half a compound
    return re.compile(rf"(?<!\w)(?:{body}){end}", 0 if exact else re.IGNORECASE)


def _entry(entry: str, exact: bool) -> str:
    verb, apart, particle = entry.partition(" … ")
    body = r"\s+".join(_word(word, exact) for word in verb.split())
    if apart:
        body += _APART + re.escape(particle) + _CLOSES
    if exact and entry[0].islower():
        return f"(?:{entry[0]}|{_BEGINS}{entry[0].upper()}){body[1:]}"
    return body


def _word(word: str, exact: bool) -> str:
    if word.endswith("~"):
        if exact:
            return re.escape(word[:-1]) + _ENDING
        return "(?:" + "|".join(re.escape(form) for form in dict.fromkeys(forms(word[:-1]))) + ")"
    return r"\w*".join(re.escape(piece) for piece in word.split("*"))


def first(words: str) -> str | None:
    """Return the first word of a list that is written out, None if none is."""
    plain = (entry.strip().replace("~", "") for entry in words.split("|"))
    return next((entry for entry in plain if entry and "*" not in entry), None)
