"""A modal verb of hearsay, guess or absent need, rendered as duty, leave or ban.

What it flags
-------------
"Should have" for "soll … haben", "wants to have seen" for "will … gesehen haben", "was allowed to"
for "dürfte", "must not" for "muss nicht" and "hoeft niet", "had to" for Polish "miał" with an
infinitive; "wanted to" for "musste" and "had to" for "wollte"; "does not have to" for "darf nicht";
"must" for "kann" and "can" for "muss"; "is said to" for a "soll" of plans. Plain "should" for
"soll" only informs.

Why it matters
--------------
"He should have taken the money" advises him to; the source says that people accuse him of it.
"You must not come" forbids what "du musst nicht kommen" leaves free.

Flagged
-------
    de: Der Beamte soll Geld angenommen haben.
    en: The official should have accepted money.
    →   is said to have

Accepted
--------
    de: Der Beamte hätte das Geld nicht annehmen sollen.
    en: The official should not have accepted the money.

Where it goes wrong
-------------------
"They dürften nicht …" in reported speech can be leave denied, so the plural with a negation is let
pass. A second clause with a modal of its own silences a row.

Languages
---------
German, Dutch, Polish; French announcements ("doit arriver"). Must, want, can, ban and lack of need
also in Spanish, Italian, Portuguese, Russian, Ukrainian.

Settings
--------
None.

Source
------
Duden, "Die Grammatik", modal verbs, subjective use. Rows in ``hearsay_modal.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.checks.grammar import modals
from dragoman.checks.grammar.constructions import hits
from dragoman.checks.rule import Context, Hit, rule
from dragoman.model import ADVISORY_BELOW, Article

LANGUAGES = ("de", "es", "fr", "it", "nl", "pl", "pt", "ru", "uk")


@rule(code="MOD001", family="modality", severity="major", languages=LANGUAGES)
def hearsay_modal(article: Article, context: Context) -> Iterator[Hit]:
    """Flag English modals that take the source's modal verb in the wrong sense."""
    seen = set[int | None]()
    for hit in hits(article, __name__):
        if hit.confidence >= ADVISORY_BELOW:
            seen.add(hit.bead)
        yield hit
    for bead in range(len(article.beads)):
        if bead not in seen:
            yield from _linked(article, bead)


def _linked(article: Article, bead: int) -> Iterator[Hit]:
    """Yield the modals of a bead beside whose verb English has one of another sense alone."""
    for modal in modals.modals(article, bead):
        place = modals.mistaken(article, modal)
        if place is None:
            continue
        sentence, start, end = place
        said = article.target.sentences[sentence].text[start:end]
        yield Hit(
            message=f"“{said}” is another thing than “{modal.word}”",
            confidence=modals.kind(modal.kind)["mistaken"],
            target=place,
            source=modal.source,
            bead=bead,
        )
