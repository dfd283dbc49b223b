"""Values and times framed otherwise, in nine languages: found where changed, left where not."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.checks.quantities.framing import LANGUAGES, contradictions, framing
from dragoman.checks.rules.number import RULES
from dragoman.checks.run import check
from tests.checks.harness import article_of

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "framed.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith(("#", "changed\t"))
]


def found(lang: str, source: str, target: str) -> bool:
    findings = check(article_of([source], [target], source_lang=lang), RULES)
    return any(not finding.advisory for finding in findings)


@pytest.mark.parametrize(
    ("changed", "lang", "source", "target"),
    [pytest.param(*row, id=f"{row[2]} → {row[3]}") for row in ROWS],
)
def test_a_change_is_found_and_the_same_left(
    changed: str, lang: str, source: str, target: str
) -> None:
    assert found(lang, source, target) == bool(changed)


@pytest.mark.parametrize("lang", [*LANGUAGES, "en"])
def test_every_language_knows_every_aspect(lang: str) -> None:
    known = framing(lang)
    said = {aspect for part in (known.before, known.after, known.marks) for aspect, _ in part}
    assert set(contradictions()) - said <= {"lost", "many"}, lang


def test_every_value_that_is_excluded_can_be_said() -> None:
    known = framing("en")
    values = {pair for part in (known.before, known.after, known.inside, known.marks)
              for pair in part}  # fmt: skip
    for aspect, pairs in contradictions().items():
        for value in {value for pair in pairs for value in pair} - {"*"}:
            assert (aspect, value) in values, (aspect, value)
