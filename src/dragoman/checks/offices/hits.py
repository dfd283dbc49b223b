"""Turn judged titles into a rule's hits."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.checks.offices.grammar import place_name
from dragoman.checks.offices.matching import Judged, judged
from dragoman.checks.offices.table import Fault, key
from dragoman.checks.rule import Context, Hit
from dragoman.model import Article

SETTINGS = {"soft": True, "accept": []}
"""What every rule of offices lets its user set: report soft rows; forms to accept as they are."""

MESSAGES: dict[Fault, str] = {
    "country": "{place} has no “{wrong}”: English calls this office “{right}”",
    "rank": "“{wrong}” is another office: English calls this one “{right}”",
    "literal": "“{wrong}” is rendered word for word: English says “{right}”",
}


def hits(article: Article, context: Context, fault: Fault) -> Iterator[Hit]:
    """Yield the titles with *fault*, less what the user's settings accept."""
    accepted = {key(form) for form in context.settings["accept"]}
    for wrong in judged(article):
        opinion = wrong.opinion
        if opinion.fault != fault or wrong.mention.form in accepted:
            continue
        if opinion.soft and not context.settings["soft"]:
            continue
        yield _hit(article, wrong, fault)


def _hit(article: Article, wrong: Judged, fault: Fault) -> Hit:
    opinion, mention = wrong.opinion, wrong.mention
    text = article.target.sentences[mention.sentence].text
    place = place_name(opinion.place) if opinion.place else "This country"
    return Hit(
        message=MESSAGES[fault].format(
            place=place[0].upper() + place[1:],
            wrong=text[slice(*mention.title)],
            right=opinion.right[0] or wrong.suggestions[0],
        ),
        confidence=wrong.confidence,
        target=wrong.target_place,
        source=wrong.source_place,
        bead=wrong.bead,
        suggestions=wrong.suggestions,
        severity="minor" if opinion.soft else opinion.severity,
        evidence={
            "office": opinion.role,
            "place": opinion.place,
            "accepted": [form for form in opinion.right if form],
            "facts": opinion.source,
            "place_known_by": wrong.source.how if wrong.source else mention.how,
        },
    )
