"""Given names: where they point to."""

from __future__ import annotations

from enum import StrEnum

from dragoman.checks.names.engine import judge
from dragoman.checks.names.gazetteer import given_names, slavic_given_names
from dragoman.checks.names.judgement import Status
from dragoman.checks.names.spelling import transcription


class Origin(StrEnum):
    """Where a given name points to."""

    EASTERN = "eastern"
    WESTERN = "western"
    EITHER = "either"
    UNKNOWN = "unknown"
    NEAR = "near"
    """No given name tells, but the text speaks of a country with such names (``setting.py``)."""
    CITIZEN = "citizen"
    """The text says that the person is of such a country (``nationality.py``)."""
    HOME = "home"
    """The text says that the person is of a country where the source language is spoken."""


def origin(word: str, language: str) -> Origin:
    """Tell whether a lower-case given name is Eastern (Cyrillic), Western, either or neither."""
    eastern, western = given_names()
    judgement = judge(word, language)
    east = any(original in eastern for original in judgement.originals)
    if judgement.status is Status.NATIVE and word in western:
        return Origin.EITHER if east else Origin.WESTERN
    slavic = word in slavic_given_names() and not transcription(language).slavic
    rare = word not in western or slavic
    if east and rare:
        return Origin.EASTERN
    if east:
        return Origin.EITHER
    return Origin.WESTERN if word in western else Origin.UNKNOWN


def at_home(word: str, language: str) -> bool:
    """Tell whether a lower-case given name is common in languages of Latin script, or Polish."""
    _, western = given_names()
    rare = word in slavic_given_names() and not transcription(language).slavic
    return word in western and not rare


def is_given(word: str) -> bool:
    """Tell whether a lower-case *word*, in Cyrillic or Latin letters, is a known given name."""
    eastern, western = given_names()
    return word in western or word in eastern
