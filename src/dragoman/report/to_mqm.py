"""A run as the tab-separated MQM ratings that Google's MQM Viewer and the WMT data use.

One line per finding that counts, its words between ``<v>`` and ``</v>`` in the segment (a bead; a
sentence where there is no source); a segment without findings has one line, "No-error".
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from dragoman.model import Report
from dragoman.report.facts import Locator, Place, safe_text
from dragoman.standing import status

Json = Mapping[str, Any]

COLUMNS = (
    "system", "doc", "docSegId", "globalSegId", "rater", "source", "target", "category",
    "severity", "metadata",
)  # fmt: skip

CATEGORIES = {
    # Our families in the error typology of the WMT MQM ratings (Freitag et al., TACL 2021).
    "name": "Locale convention/Name format",
    "place": "Terminology/Inappropriate for context",
    "institution": "Terminology/Inappropriate for context",
    "title": "Terminology/Inappropriate for context",
    "term": "Terminology/Inappropriate for context",
    "inconsistency": "Terminology/Inconsistent use",
    "untranslated": "Accuracy/Untranslated text",
    "omission": "Accuracy/Omission",
    "addition": "Accuracy/Addition",
    "duplicate": "Accuracy/Addition",
    "date": "Locale convention/Date format",
    "typography": "Fluency/Punctuation",
}
OTHERWISE = "Accuracy/Mistranslation"
"""Category of the families that are none of the above: the meaning is wrong."""


def render(
    report: Report, *, baseline: Collection[str] = frozenset(), system: str = "translation"
) -> Iterator[str]:
    """Yield the ratings line by line; *system* names the engine, which a run does not know."""
    yield "\t".join(COLUMNS) + "\n"
    total = 0
    for article in report.articles:
        first = article.get("first_bead", 0) + 1
        for number, segment in enumerate(_segments(article, baseline), start=first):
            total += 1
            for category, severity, source, target, note in segment:
                cells = (system, article["id"], str(number), str(total), "dragoman",
                         source, target, category, severity, note)  # fmt: skip
                yield "\t".join(map(safe_text, cells)) + "\n"


Rating = tuple[str, str, str, str, str]


def _segments(article: Json, baseline: Collection[str]) -> Iterator[list[Rating]]:
    sentences: Mapping[str, Sequence[Json]] = article["sentences"]
    beads = article["alignment"] or [
        {"source": [], "target": [number]} for number in range(len(sentences["target"]))
    ]
    locate = {side: Locator(sentences[side]) for side in ("source", "target")}
    home = {(side, at): n for n, bead in enumerate(beads) for side in locate for at in bead[side]}
    ratings: dict[int, list[Rating]] = {}
    for finding in article["findings"]:
        if status(finding, baseline) != "open":
            continue
        side = "target" if finding["target"] is not None else "source"
        places = locate[side](finding[side])
        number = home.get((side, places[0].sentence)) if places else _bead(article, finding)
        if number is not None and 0 <= number < len(beads):
            rating = _rating(finding, beads[number], sentences, (side, places))
            ratings.setdefault(number, []).append(rating)
    for number, bead in enumerate(beads):
        clean = [_text(sentences[side], bead[side]) for side in ("source", "target")]
        yield ratings.get(number) or [("No-error", "No-error", clean[0], clean[1], "{}")]


def _bead(article: Json, finding: Json) -> int | None:
    bead = finding.get("bead")
    return None if bead is None else bead - article.get("first_bead", 0)


def _rating(
    finding: Json,
    bead: Json,
    sentences: Mapping[str, Sequence[Json]],
    marked: tuple[str, Sequence[Place]],
) -> Rating:
    texts = {
        side: _text(sentences[side], bead[side], marked[1] if side == marked[0] else ())
        for side in ("source", "target")
    }
    note = {"note": finding["message"], "rule": finding["code"], "span": finding["fingerprint"]}
    if finding["suggestions"]:
        note["suggestion"] = finding["suggestions"][0]
    category = CATEGORIES.get(finding["family"], OTHERWISE)
    severity = finding["severity"].capitalize()
    metadata = json.dumps(note, ensure_ascii=False)
    return category, severity, texts["source"], texts["target"], metadata


def _text(sentences: Sequence[Json], members: Sequence[int], places: Sequence[Place] = ()) -> str:
    """Join a segment's sentences, with the words at *places* between tags."""
    within = {place.sentence: place for place in places}
    parts = []
    for index in members:
        text = sentences[index]["text"]
        if index in within:
            _, start, end = within[index]
            text = f"{_plain(text[:start])}<v>{_plain(text[start:end])}</v>{_plain(text[end:])}"
        else:
            text = _plain(text)
        parts.append(text)
    return " ".join(parts)


def _plain(text: str) -> str:
    """Keep the text's own tags of that name from being read as ours."""
    return text.replace("<v>", "< v>").replace("</v>", "</ v>")
