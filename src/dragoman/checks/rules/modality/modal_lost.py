"""A guess, an accusation, a duty, a plan or a promise, told as a plain fact.

What it flags
-------------
A sentence whose source says by a modal verb that something may have been ("ausgelöst worden sein
könnte"), is said to have been ("soll … verkauft haben"), is planned ("soll verkündet werden"), had
to be ("musste"), is wanted ("wollen"), or is promised ("stellte … in Aussicht", "пообещала"), by an
adverb that it is a guess ("vermutlich", "peut-être") or by its mood that it is hearsay ("il aurait
fui"), while the translation has no word that could answer.

Why it matters
--------------
"The farmer sold the eggs" convicts where the source accuses; "the verdict was announced" tells of a
day that has not come.

Flagged
-------
    de: Der Händler soll die Ware falsch etikettiert haben.
    en: The trader labelled the goods wrongly.

Accepted
--------
    de: Der Händler soll die Ware falsch etikettiert haben.
    en: The trader allegedly labelled the goods wrongly.

Where it goes wrong
-------------------
Without word links any English word that may answer is taken for the answer, whatever it belongs
to; with them, any near the verb that answers the modal's own. A duty is often told by other means,
so of that the rule is less sure.

Languages
---------
German; modals whose verb is linked, promises and guesses by adverbs also in French, Spanish,
Italian, Dutch, Polish, Portuguese, Russian, Ukrainian.

Settings
--------
None.

Source
------
Duden, "Die Grammatik", modal verbs; German Press Code, section 13. Rows in ``modal_lost.toml``,
modals in ``checks/grammar/modals.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dragoman.checks.grammar import modals
from dragoman.checks.grammar.constructions import compiled
from dragoman.checks.grammar.patterns import listed
from dragoman.checks.rule import Context, Hit, data, rule
from dragoman.languages import base
from dragoman.model import ADVISORY_BELOW, Article, Sentence


@rule(
    code="MOD002",
    family="modality",
    severity="major",
    languages=("de", "es", "fr", "it", "nl", "pl", "pt", "ru", "uk"),
)
def modal_lost(article: Article, context: Context) -> Iterator[Hit]:
    """Flag sentences that state as a fact what the source guesses, plans, demands or promises."""
    table = data(__name__)
    rows = table.get(base(article.source_lang), ())
    for bead, source, target in article.units():
        if bead is None or not target:
            continue
        found_by_row = False
        english = modals.MONTH.sub("", " ".join(sentence.text for sentence in target))
        for row in rows:
            found = _said(source, row)
            if found is not None and not listed(table["english"][row["answer"]]).search(english):
                yield _hit(bead, found, target[0], row)
                found_by_row = row["sure"] >= ADVISORY_BELOW
                break
        if not found_by_row:
            yield from _linked(article, bead)


def _linked(article: Article, bead: int) -> Iterator[Hit]:
    """Yield the modals of a bead whose verb stands in English as a plain fact."""
    for modal in modals.modals(article, bead):
        row = modals.kind(modal.kind)
        if "lost" not in row or not modal.finite or modals.answered(modal):
            continue
        if modals.mistaken(article, modal) is None:  # else that is said instead
            yield Hit(
                message=f"nothing answers “{modal.word}”: {row['lost']}",
                confidence=row["sure"],
                target=modal.verb,
                source=modal.source,
                bead=bead,
            )


def _said(
    source: Sequence[Sentence], row: Mapping[str, Any]
) -> tuple[Sentence, re.Match[str]] | None:
    """Return the first place of the row's words, None if there is none or a silencing word."""
    if any(compiled(row.get("unless")).search(sentence.text) for sentence in source):
        return None
    return next(((s, m) for s in source for m in [compiled(row["said"]).search(s.text)] if m), None)


def _hit(
    bead: int, found: tuple[Sentence, re.Match[str]], target: Sentence, row: Mapping[str, Any]
) -> Hit:
    sentence, match = found
    return Hit(
        message=row["message"].replace("{said}", match.group()),
        confidence=row["sure"],
        target=(target.index, 0, len(target.text)),
        source=(sentence.index, *match.span()),
        bead=bead,
    )
