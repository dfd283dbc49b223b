"""Take one denial out of a passage: the statement that the other side makes if it was lost."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dragoman.checks.quantities.polarity import Cue, negators


@dataclass(frozen=True, slots=True)
class _Forms:
    pattern: re.Pattern[str]
    instead: Mapping[str, str]


@cache
def _forms(lang: str) -> _Forms:
    known = negators(lang)
    assert known is not None
    plain = (form for form, (strength, _) in known.exact.items() if strength == "plain")
    longest = sorted({*plain, *known.affirmed}, key=len, reverse=True)
    pieces = [rf"\b(?:{'|'.join(_spelled(form) for form in longest)})\b"]
    if known.starting:
        pieces.append(rf"\b{_spelled(known.starting)}")
    if known.ending:
        pieces.append(rf"{_spelled(known.ending)}\b")
    return _Forms(re.compile("|".join(pieces), re.IGNORECASE), known.affirmed)


def _spelled(form: str) -> str:
    return re.escape(form).replace("'", "['’ʼ]")


def affirm(text: str, cue: Cue, lang: str) -> str:
    """Return *text* without the denial of *cue*, a plain cue that was read in it.

    >>> from dragoman.checks.quantities.polarity import cues
    >>> text = "Keiner kann die Folgen nicht sehen."
    >>> [affirm(text, cue, "de") for cue in cues(text, "de")]
    ['Einer kann die Folgen nicht sehen.', 'Keiner kann die Folgen sehen.']
    """
    forms = _forms(lang)
    pieces, at = [text[: cue.start]], cue.start
    for match in forms.pattern.finditer(text, cue.start):
        if match.start() >= cue.end:
            break
        instead = forms.instead.get(match.group().lower().replace("’", "'"), "")
        pieces += [text[at : match.start()], instead]
        at = match.end()
    if at == cue.start:
        at = cue.end
    whole = re.sub(r"\s{2,}", " ", "".join((*pieces, text[at:]))).strip()
    return whole[:1].upper() + whole[1:] if text[:1].isupper() else whole
