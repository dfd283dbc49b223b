"""What is known of one word of a name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """What a word's spelling is."""

    UNKNOWN = "unknown"
    NATIVE = "native"
    ENGLISH = "english"
    LEFT = "left"


class Tier(StrEnum):
    """How good the evidence for a left-over is, from the strongest on.

    ``current``: English knows the other spelling far better. ``foreign``: the same, but the name is
    not of a language written in Cyrillic, and less current. ``listed``: the other spelling is
    attested, and the word looks like a transcription. ``computed``: it looks like one, the original
    is a word, its English spelling is computed. ``likely``: another spelling is attested, but the
    word may be a name of its own. ``weak``: it could be a left-over, but just as well chance.
    ``western``: it romanises a Western name that the source has in Cyrillic (``western.py``).
    """

    CURRENT = "current"
    FOREIGN = "foreign"
    LISTED = "listed"
    COMPUTED = "computed"
    LIKELY = "likely"
    WEAK = "weak"
    WESTERN = "western"


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What is known of one word (lower case).

    ``originals`` are the words in their own script it may stand for, the likeliest first;
    ``forms`` the English spellings, the best first; ``eastern`` tells that the original is of a
    language written in Cyrillic, not a foreign name written down there; ``settled`` that English
    has settled on ``forms``. ``tier`` is set for left-overs, ``region`` where the forms are
    those of a region (``abroad.py``).
    """

    word: str
    status: Status
    originals: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    eastern: bool = False
    settled: bool = False
    tier: Tier | None = None
    region: str | None = None
