"""A translation that breaks off in the middle of a sentence.

What it flags
-------------
A target sentence that ends without a stop, where its source ends with one, on a word that no
English sentence ends with ("and", "the", "because"), or after far fewer words than the source has.

Why it matters
--------------
Engines stop at their length limit, and pipelines cut at theirs. The rest of the sentence is gone.

Flagged
-------
    de: Der Minister reiste nach Genf und traf dort die Delegation.
    en: The minister travelled to Geneva and

Accepted
--------
    de: Der Minister reist nach Genf
    en: Minister travels to Geneva

Where it goes wrong
-------------------
A sentence that is cut after a whole clause, with its full stop put in, is not seen here; a lost
clause is OMI002's. Headlines and captions are left out.

Languages
---------
All.

Settings
--------
None.

Source
------
Words in ``sentence_cut_off.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.checks.grammar.wording import words
from dragoman.checks.rule import Context, Hit, data, rule
from dragoman.model import Article

OPEN, SELDOM, SHORT = 0.95, 0.8, 0.7
"""Confidence by how the sentence ends: on "the", on "is", or on anything after too few words."""

SHARE = 0.5
"""Share of the source's words below which a sentence without a stop was cut. Nine in ten of the
1,606 WMT21 references have .9 to 1.4 words for one of German; none without a stop is below."""

LONG = 8
"""Words of the source from which that share means anything."""

_STOPS = ".!?…:;\"”’'»)]*"


@rule(code="CUT001", family="omission", severity="major")
def sentence_cut_off(article: Article, context: Context) -> Iterator[Hit]:
    """Flag sentences without an end whose source has one."""
    table = data(__name__)
    never, seldom = frozenset(table["open"]), frozenset(table["seldom"])
    for bead, source, target in article.units():
        if not source or not target or target[-1].role != "body":
            continue
        last, text = target[-1], target[-1].text.rstrip()
        if not source[-1].text.rstrip().endswith((".", "!", "?")) or text.endswith(tuple(_STOPS)):
            continue
        spoken = words(text)
        if not spoken:
            continue
        said = sum(len(words(sentence.text)) for sentence in source)
        here = sum(len(words(sentence.text)) for sentence in target)
        end = spoken[-1]
        small = not end.capital and text.endswith(end.text)
        if small and end.lower in never:
            confidence = OPEN
        elif small and end.lower in seldom:
            confidence = SELDOM
        elif said >= LONG and here < SHARE * said:
            confidence = SHORT
        else:
            continue
        yield Hit(
            message=f"the sentence breaks off at “{end.text}”",
            confidence=confidence,
            target=(last.index, end.start, len(text)),
            source=(source[-1].index, 0, len(source[-1].text)),
            bead=bead,
            severity="critical" if here < SHARE * said else "major",
        )
