"""Letters damaged by a wrong encoding: "MÃ¼ller", "itâ€™s", "Mï¿½ller".

What it flags
-------------
UTF-8 read as Windows-1252 or Latin-1 (once or twice over), a byte order mark in the text, and the
replacement character, which stands for a letter that is lost.

Why it matters
--------------
It looks careless, breaks names and search, and comes from the pipeline rather than the engine.

Flagged
-------
    de: Bürgermeister Müller kam.
    en: Mayor MÃ¼ller came.
    →   Müller

Accepted
--------
    de: São Paulo und Curaçao sind weit.
    en: São Paulo and Curaçao are far away.

Where it goes wrong
-------------------
A lost letter is suggested only if the source has the whole word. Damage of other encodings
(Shift-JIS, KOI8-R) is not recognised.

Languages
---------
All; needs no source.

Settings
--------
None.

Source
------
The Unicode Standard, 3.9; trying the repair, and believing it when it succeeds, is ftfy's idea
(Speer 2019).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.checks.grammar.wording import words
from dragoman.checks.rule import Context, Hit, rule
from dragoman.model import Article, Sentence

REPAIRED, LOST = 0.97, 0.9

# A damaged letter begins with a lead byte (C2–F4) seen as a letter, and goes on with trail bytes
# (80–BF) seen as Latin-1 or as what Windows-1252 puts there.
_TRAIL = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_DAMAGED = re.compile(rf"\S*?(?:[\u00c2-\u00f4][{_TRAIL}]{{1,3}})+\S*")
_LOST = re.compile(r"[^\s\ufffd]*\ufffd[^\s]*")
_MARK = re.compile("\ufeff|ï»¿")


@rule(code="TYP002", family="typography", severity="minor", needs_source=False)
def damaged_encoding(article: Article, context: Context) -> Iterator[Hit]:
    """Flag words damaged by a wrong encoding and repair those that can be."""
    for bead, source, target in article.units():
        for sentence in target:
            if sentence.text.isascii():
                continue
            for match in _MARK.finditer(sentence.text):
                yield _hit(sentence, match.span(), "", bead)
            for match in _DAMAGED.finditer(sentence.text):
                better = repaired(match.group())
                if better is not None:
                    yield _hit(sentence, match.span(), better, bead)
            for match in _LOST.finditer(sentence.text):
                yield _hit(sentence, match.span(), _in_source(match.group(), source), bead)


def repaired(text: str) -> str | None:
    """Return *text* as it was before it was read in the wrong encoding, None if it was not.

    >>> repaired("MÃ¼ller"), repaired("São")
    ('Müller', None)
    """
    better = text
    for _ in range(2):  # some texts went wrong twice
        try:
            once = b"".join(_byte(char) for char in better).decode("utf-8")
        except (UnicodeDecodeError, UnicodeEncodeError):
            break
        if once == better:
            break
        better = once
    return better if better != text and better.isprintable() else None


def _byte(char: str) -> bytes:
    if ord(char) < 256:
        return char.encode("latin-1")
    return char.encode("cp1252")


def _in_source(word: str, source: tuple[Sentence, ...]) -> str | None:
    """Return the source word that *word* was before letters of it were lost."""
    core = word.strip(".,;:!?()\"'“”")
    shape = re.compile(re.escape(core).replace("\ufffd", r"\w{1,2}?"))
    found = {w.text for s in source for w in words(s.text) if shape.fullmatch(w.text)}
    return word.replace(core, found.pop()) if len(found) == 1 else None


def _hit(sentence: Sentence, span: tuple[int, int], better: str | None, bead: int | None) -> Hit:
    return Hit(
        message="letters damaged by a wrong encoding",
        confidence=LOST if better is None else REPAIRED,
        target=(sentence.index, *span),
        bead=bead,
        suggestions=(better,) if better is not None else (),
        safe=better is not None,
    )
