"""One original a word may stand for, and how English spells it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.checks.names.current import zipf
from dragoman.checks.names.gazetteer import given_names, names, towns
from dragoman.checks.names.spelling import Transcription, conventions, established, strain

EASTERN = re.compile(
    r"(ов|ев|ёв|єв|їв|ова|ева|ёва|єва|ин|ін|ын|ина|іна|ына|"
    r"[сц]ь?к[иі]й?|[сц]кая|[сц]ька|енк[оа]|чук|щук|юк|ян|янц|швили|швілі|дзе|елия|елія|хия|"
    r"ава|рди[яа]|ари[яа]|уа|ляк|ець|юк|[шчйлбж]ко|"
    r"ович|евич|евіч|йович|овна|евна|[сц]ь?к|град|поль|піль|[оиії]вка|[ое]во|[внкдтл]ая|ой)$"
)
"""Endings of East Slavic, Bulgarian, Armenian and Georgian names in Cyrillic (Unbegaun 1972)."""

EVERYDAY = 5.2
"""A form this current in English (Zipf) is a word: Baby 5.3 for Babij. The most current name that
also is an Eastern one is David (5.1)."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One original a word may stand for, and how English spells it.

    ``listed``: it has attested Latin spellings (it is no mere word). ``attested``: those of them
    that follow an English convention, the most current first. ``accepts``: the word itself follows
    an English convention for this original. ``settled``: English has settled on ``attested``
    (``names/english/established.toml``). ``as_is``: the word itself is attested beside them.
    ``strain``: how unusual the word is as a transcription of the original, 0 for a regular one.
    """

    original: str
    listed: bool
    attested: tuple[str, ...]
    computed: tuple[str, ...]
    accepts: bool
    settled: bool = False
    as_is: bool = False
    strain: int = 0

    @property
    def forms(self) -> tuple[str, ...]:
        """All English spellings that are no everyday words, attested ones first."""
        return tuple(f for f in dict.fromkeys((*self.attested, *self.computed)) if not _a_word(f))

    @property
    def current(self) -> float:
        """How current the best of the spellings is in English (Zipf)."""
        return max((zipf(form) for form in self.forms), default=0.0)

    @property
    def eastern(self) -> bool:
        """It is a name of a language written in Cyrillic."""
        eastern_given, _ = given_names()
        word = self.original
        return word in eastern_given or word in towns() or bool(EASTERN.search(word))


def _a_word(form: str) -> bool:
    return zipf(form) >= EVERYDAY


def read(word: str, original: str, table: Transcription) -> Reading:
    """Collect how English spells *original*, and whether it might spell it *word*."""
    languages = tuple(conventions(original))
    settled = established().get(original, ())
    latin = names().latin(original)
    attested = list(settled) or [
        f for f in latin if any(language.accepts(original, f) for language in languages)
    ]
    main = tuple(dict.fromkeys(language.spell(original) for language in languages))
    return Reading(
        original=original,
        listed=bool(latin),
        attested=settled
        or tuple(sorted(attested, key=lambda form: (-zipf(form), form not in main, form))),
        computed=main,
        accepts=word in settled
        if settled
        else any(language.accepts(original, word) for language in languages),
        settled=bool(settled),
        as_is=word in latin,
        strain=strain(table.options, original, word) or 0,
    )
