"""What the readers of roles find."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """A place of a source sentence and one of its translation where the roles differ.

    ``source`` and ``target`` are half-open spans in the two sentences; ``sure`` names the evidence.
    """

    source: tuple[int, int]
    target: tuple[int, int]
    sure: str
    message: str
