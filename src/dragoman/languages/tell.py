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


def refuse_mixed_up(source: Text, target: Text) -> None:
    """Refuse a pair of which both sides are in one language.

    Raises:
        InputError: the translation is in the source's language.
    """
    if source.lang == target.lang:
        raise InputError(
            f"{target.document.path}: reads as {target.lang}, like its source "
            f"{source.document.path}; give the translation, or name --from and --to"
        )


def _prose(document: Document) -> str:
    body = [block.text for block in document.blocks if block.role != "boilerplate"]
    return " ".join(body or [block.text for block in document.blocks])
