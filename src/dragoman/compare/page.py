"""A comparison as one HTML page: the answer, its evidence, and both texts beside each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dragoman.compare.answer import answer
from dragoman.compare.passages import Json, Passage
from dragoman.compare.runs import FAR, ArticleChange, Comparison
from dragoman.compare.shift import SAMPLES
from dragoman.compare.significance import Metric
from dragoman.report.facts import Locator, plural
from dragoman.report.marks import Stretch, marked_up
from dragoman.report.sheet import on_scale, render_sheet

if TYPE_CHECKING:
    from markupsafe import Markup

SHOWN = 40
"""Places shown of one article, and so read of it at most; the rest is in the JSON."""

STORIES = 200
"""Articles whose places are shown, those that got worse first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    """What a mark in the text knows of its finding."""

    number: int
    anchor: str
    severity: str
    status: str


def to_html(
    result: Comparison, *, names: tuple[str, str], rules: Mapping[str, str] | None = None
) -> str:
    """Return the comparison of the runs *names* (A, B) as a page; *rules* maps codes to names."""
    order = sorted(result.articles, key=lambda one: (one.mqm[0] - one.mqm[1], one.id))
    stories = [one for one in order if one.passages][:STORIES]
    anchors = {one.id: f"a-{number}" for number, one in enumerate(stories, start=1)}
    top = max((value for one in order for value in one.mqm), default=0.0) or 1.0
    return render_sheet(
        "comparison.html.j2",
        signature="",
        signatures=list(zip(names, result.signatures, strict=True)),
        title=f"{names[0]} and {names[1]} – dragoman comparison",
        name_a=names[0],
        name_b=names[1],
        answer=answer(result, names),
        no_worse=result.no_worse,
        lead=f"{plural(len(order), 'article')}, {plural(result.compared, 'passage')}.",
        metrics=[_metric(one) for one in result.metrics],
        articles=[_article(one, anchors.get(one.id, ""), top) for one in order],
        alone=list(zip(names, (result.only_a, result.only_b), strict=True)),
        rules=_rules(result.rules, rules or {}),
        stories=[_story(one, anchors[one.id]) for one in stories],
        far=FAR,
        slack=result.slack,
        samples=SAMPLES,
    )


def _metric(one: Metric) -> dict[str, Any]:
    return {
        "name": one.name,
        "a": f"{one.a:.1f}",
        "b": f"{one.b:.1f}",
        "change": _signed(one.b - one.a, "{:+.1f}"),
        "p": f"{one.p:.3f}",
        "tone": "better" if one.better else "worse" if one.worse else "",
        "good": "higher" if one.higher_is_better else "lower",
        "signature": one.signature,
    }


def _signed(value: float, form: str) -> str:
    return form.format(value).replace("-", "−") if value else "0"


def _article(one: ArticleChange, anchor: str, top: float) -> dict[str, Any]:
    drift = " → ".join("–" if value is None else f"{value:.3f}" for value in one.drift)
    return {
        "id": one.id,
        "anchor": anchor,
        "lost": len(one.lost),
        "gained": len(one.gained),
        "mqm": f"{one.mqm[0]:.1f} → {one.mqm[1]:.1f}",
        "x_a": on_scale(one.mqm[0] / top),
        "x_b": on_scale(one.mqm[1] / top),
        "drift": drift,
    }


def _rules(counts: Mapping[str, tuple[int, int]], names: Mapping[str, str]) -> list[dict[str, Any]]:
    top = max((count for pair in counts.values() for count in pair), default=1) or 1
    order = sorted(counts.items(), key=lambda item: (-abs(item[1][1] - item[1][0]), item[0]))
    return [
        {
            "code": code,
            "name": names.get(code, ""),
            "a": before,
            "b": after,
            "change": _signed(after - before, "{:+d}"),
            "tone": "better" if after < before else "worse" if after > before else "",
            "x_a": round(100 * before / top, 1),
            "x_b": round(100 * after / top, 1),
        }
        for code, (before, after) in order
    ]


def _story(one: ArticleChange, anchor: str) -> dict[str, Any]:
    return {
        "id": one.id,
        "anchor": anchor,
        "passages": [_passage(passage, one.langs) for passage in one.passages[:SHOWN]],
        "more": max(len(one.passages) - SHOWN, 0),
    }


def _passage(one: Passage, langs: tuple[str, str]) -> dict[str, Any]:
    return {
        "lang": langs[0],
        "target_lang": langs[1],
        "source": _marked(one.source, (*one.lost, *one.gained), "source"),
        "a": _marked(one.a, one.lost, "target"),
        "b": _marked(one.b, one.gained, "target"),
        "drift": one.drift,
        "lost": one.lost,
        "gained": one.gained,
    }


def _marked(sentences: Sequence[Json], findings: Sequence[Json], side: str) -> list[Markup]:
    """Return the sentences with the words of the findings marked."""
    locate = Locator(sentences)
    stretches: dict[int, list[Stretch]] = {}
    for finding in findings:
        note = _Mark(number=0, anchor="", severity=finding["severity"], status="open")
        for place in locate(finding[side]):
            stretch = Stretch(start=place.start, end=place.end, note=note)
            stretches.setdefault(place.sentence, []).append(stretch)
    return [
        marked_up(one["text"], stretches.get(number, ()), numbered=False)
        for number, one in enumerate(sentences)
    ]
