"""Which language a document is in, and whether the user's files are what they are said to be."""

from __future__ import annotations

from dragoman.errors import InputError
from dragoman.languages import base
from dragoman.languages.detect import detect
from dragoman.model import Document, Text

SURE = 0.95
"""Confidence from which a detected language contradicts the one that was given. On five sentences
and more the detector made no error in seven languages; a shorter text is never contradicted."""

ENOUGH = 300
"""Characters of prose from which a text is held to be long enough for that."""


def language_of(document: Document, default: str | None = None) -> str:
    """Return the document's language: as given, else as detected, else *default*.

    Raises:
        InputError: it cannot be told; or the text is plainly in another language than was said.
    """
    prose = _prose(document)
    guess = detect(prose) if document.lang is None or len(prose) >= ENOUGH else None
    if document.lang is not None:
        given = base(document.lang)
        if guess and guess.lang not in (None, given) and guess.confidence >= SURE:
            raise InputError(
                f"{document.path}: reads as {guess.lang}, not {given}; "
                "check the file, or name its language with --from or --to"
            )
        return given
    found = (guess.lang if guess else None) or default
    if found is None:
        raise InputError(f"{document.path}: its language cannot be told; name it with --from")
    return found


def refuse_mixed_up(source: Text, target: Text, *, told: bool) -> None:
    """Refuse a pair whose sides are in one language, or look exchanged.

    *told* says that the user named the target language, and so knows what it is.

    Raises:
        InputError: the translation is in the source's language, or is the source.
    """
    here, there = target.document.path, source.document.path
    if source.lang == target.lang:
        raise InputError(
            f"{here}: reads as {target.lang}, like its source {there}; "
            "give the translation, or name --from and --to"
        )
    if source.lang == "en" and not told:
        raise InputError(
            f"{here}: reads as {target.lang} and its source {there} as en: are they swapped? "
            f"Give the source first, or say --to {target.lang}"
        )


def _prose(document: Document) -> str:
    body = [block.text for block in document.blocks if block.role != "boilerplate"]
    return " ".join(body or [block.text for block in document.blocks])
