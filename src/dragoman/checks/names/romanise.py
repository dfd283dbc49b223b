"""Spell a Cyrillic word of a source in English."""

from __future__ import annotations

import re

from dragoman.checks.names.reading import read
from dragoman.checks.names.spelling import conventions, english


def romanised(word: str) -> str:
    """Spell a Cyrillic *word* in English, capitals kept; a Latin one stays as it is.

    >>> romanised("Мельник")
    'Melnyk'
    """
    return "".join(_romanised(part) for part in re.split(r"([\s-])", word))


def _romanised(word: str) -> str:
    table = next(iter(sorted(conventions(word.lower()), key=lambda c: c.language != "uk")), None)
    return table.spell(word.lower()).capitalize() if table is not None and word.strip() else word


def spelled(word: str) -> str:
    """Return a pattern for *word* as English may write it: itself, or romanised if Cyrillic."""
    forms = {word}
    for table in conventions(word.lower()):
        forms.add(table.spell(word.lower()).capitalize())
        forms.update(
            form.capitalize() for form in read(word.lower(), word.lower(), english()).forms
        )
    return "|".join(re.escape(form) for form in sorted(forms))
