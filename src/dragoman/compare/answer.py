"""Should we switch from A to B? One word, one sentence, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from dragoman.compare.runs import Comparison
from dragoman.compare.shift import Shift
from dragoman.report.facts import plural

Tone = Literal["for", "against", "neither"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One thing that speaks for B, against it, or for neither."""

    tone: Tone
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """``word`` and ``sentence`` read on from each other; ``tone`` is "yes", "no" or "open"."""

    tone: Literal["yes", "no", "open"]
    word: str
    sentence: str
    evidence: tuple[Evidence, ...]


def answer(result: Comparison, names: tuple[str, str]) -> Answer:
    """Weigh a comparison of the runs *names*, A and B.

    Yes, if B is no worse and better in something beyond chance; no, if it is worse and better in
    nothing. New critical findings are named in any case: they say something false, and a better
    average does not make up for them unread.
    """
    a, b = names
    evidence = tuple(_evidence(result))
    tones = {one.tone for one in evidence}
    critical = _critical(result)
    caution = (
        f", but first read the {plural(critical, 'critical finding')} that {a} did not have"
        if critical
        else ""
    )
    if "against" in tones and "for" in tones:
        return Answer(
            tone="open",
            word="Not yet:",
            sentence=f"{b} is better than {a} in some ways and worse in others{caution}.",
            evidence=evidence,
        )
    if "against" in tones:
        return Answer(tone="no", word="No:", sentence=f"{b} is worse than {a}.", evidence=evidence)
    if "for" in tones:
        return Answer(
            tone="yes", word="Yes:", sentence=f"{b} is better than {a}{caution}.",
            evidence=evidence,
        )  # fmt: skip
    return Answer(
        tone="open",
        word="No reason to:",
        sentence=f"{b} is no worse than {a}, and no better beyond chance{caution}.",
        evidence=evidence,
    )


def _critical(result: Comparison) -> int:
    return sum(
        finding["severity"] == "critical" for one in result.articles for finding in one.gained
    )


def _evidence(result: Comparison) -> Iterator[Evidence]:
    yield _of_shift("MQM points per 100 words", result.penalty, "{:.1f}", 0.0)
    lost = sum(len(one.lost) for one in result.articles)
    gained = sum(len(one.gained) for one in result.articles)
    yield Evidence(
        tone="neither", text=f"findings: {lost} gone, {gained} new, {_critical(result)} of them "
        "critical",
    )  # fmt: skip
    if result.meaning is not None:
        yield _of_shift("mean drift", result.meaning, "{:.3f}", result.slack)
    for metric in result.metrics:
        tone: Tone = "for" if metric.better else "against" if metric.worse else "neither"
        text = f"{metric.name} {metric.b:.1f} instead of {metric.a:.1f} (p = {metric.p:.3f})"
        yield Evidence(tone=tone, text=text)


def _of_shift(name: str, shift: Shift, form: str, slack: float) -> Evidence:
    """Word a shift; it speaks for B only beyond chance, against it as strictly as the gate."""
    before, after = form.format(shift.a), form.format(shift.b)
    text = f"{name}: {after} instead of {before}" if before != after else f"{name}: {after} in both"
    if shift.interval is not None:
        low, high = (form.format(bound).replace("-", "−") for bound in shift.interval)
        text += f"; 95 % interval of the change {low} to {high}"
    worse, better = shift.b > shift.a + slack, shift.better and shift.b < shift.a - slack
    return Evidence(tone="against" if worse else "for" if better else "neither", text=text)
