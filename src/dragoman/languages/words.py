"""Words of a text, with offsets: the one tokeniser that all rules share.

A token is a run of letters, combining marks and digits. Inside a token, and only there, may stand

- an apostrophe between letters: ``don't``, ``l’homme``, ``O'Brien``, ``м'яч``; so a possessive
  ``'s`` is part of its token (``Kyiv's``), because where it begins depends on the language;
- a hyphen between letters or digits: ``Müller-Thurgau``, ``COVID-19``, ``US-Präsident``;
- a full stop, comma or apostrophe between digits: ``3.5``, ``1,000``, ``1'000``.

Initials written with full stops are one token with the last stop: ``U.S.``, ``e.V.``, ``U.S.-led``.
Everything else ends a token: white space, slash, underscore, dash, symbol, other full stops.
"""

from __future__ import annotations

import re

_LETTER = r"[^\W\d_]"
_MARK = r"[\u0300-\u036f\u0483-\u0487]"
_APOSTROPHE = r"['’ʼ]"
_TOKEN = re.compile(
    rf"""
    (?: {_LETTER}\.(?:{_LETTER}\.)+(?!\w) | {_LETTER} | \d )      # U.S.
    (?: {_LETTER} | {_MARK} | \d
      | (?<=\d)[.,'’](?=\d)                                      # 1,000.5
      | (?<!\d){_APOSTROPHE}(?={_LETTER})                        # don't
      | [-‐‑](?=[^\W_])                                          # COVID-19
    )*+
    """,
    re.VERBOSE,
)


def tokens(text: str) -> list[tuple[int, int]]:
    """Return the half-open code-point spans of the words and figures of *text*, in order.

    >>> text = "The U.S. won't pay 1,000 francs to Anne-Marie."
    >>> [text[start:end] for start, end in tokens(text)]
    ['The', 'U.S.', "won't", 'pay', '1,000', 'francs', 'to', 'Anne-Marie']
    """
    return [match.span() for match in _TOKEN.finditer(text)]
