"""Which values answer each other, and what is left over."""

from __future__ import annotations

import pytest

from dragoman.checks.quantities import compare, scan
from dragoman.checks.quantities.compare import agree
from dragoman.checks.quantities.units import clash, converted
from tests.checks.harness import article_of

AGREE = [
    ("zwei Millionen", "2,000,000", True),
    ("anderthalb Jahre", "18 months", True),
    ("14 Tage", "two weeks", True),
    ("24 Stunden", "a day", True),
    ("100 Kilometer", "62 miles", True),
    ("100 Kilometer", "90 miles", False),
    ("20 Grad Celsius", "68 degrees Fahrenheit", True),
    ("ein Drittel", "33 percent", True),
    ("die Neunziger", "the 1990s", True),
    ("die 1990er", "the 1890s", False),
    ("1995", "1997", False),
    ("im 19. Jahrhundert", "in the 1850s", True),
    ("14 Uhr", "2 p.m.", True),
    ("14 Uhr", "2 a.m.", False),
    ("halb drei", "2:30 p.m.", True),
    ("ein Dutzend", "twelve", True),
    ("Dutzende", "dozens", True),
    ("die beiden", "both", True),
    ("2 Billionen", "2 billion", False),
    ("8,421", "8,421", True),
    ("48.000", "48.000", False),
]


@pytest.mark.parametrize(("source", "target", "same"), AGREE, ids=lambda value: str(value))
def test_values_agree_whatever_their_form(source: str, target: str, same: bool) -> None:
    one, other = scan(source, "de"), scan(target, "en")
    assert one
    assert other
    assert agree(one[0], other[0]) is same
    assert agree(other[0], one[0]) is same


def test_a_repeated_value_is_no_addition() -> None:
    article = article_of(["Es waren 12 Gäste."], ["There were 12 guests; yes, 12 guests."])
    assert compare(article).differences == ()


def test_a_repeated_value_does_not_hide_a_lost_one() -> None:
    article = article_of(["Es kamen 12 aus Wien, 15 aus Graz."], ["12 from Vienna, 12 from Graz."])
    (difference,) = compare(article).differences
    assert difference.source is not None
    assert difference.source.quantity.value == 15
    assert difference.target is not None
    assert difference.target.quantity.value == 12


def test_a_value_in_the_next_bead_is_no_loss() -> None:
    article = article_of(["Es waren 12 Gäste.", "Sie aßen."], ["There were guests.", "All 12 ate."])
    assert compare(article).differences == ()


def test_beads_without_a_side_are_left_to_omission() -> None:
    article = article_of(["Es waren 12.", "Gut."], ["Good."], beads=[([0], []), ([1], [0])])
    assert compare(article).differences == ()


def test_the_comparison_is_symmetric() -> None:
    there = article_of(["Es kamen 12 Gäste am 3. Mai."], ["13 guests came on May 4."])
    assert len(compare(there).differences) == 2


def test_conversions_keep_their_dimension() -> None:
    assert converted(100, "km", 62, "mile")
    assert not converted(100, "km", 62, "kg")
    assert not converted(3, "percent", 3, "pp")
    assert clash("percent", "pp")
    assert not clash("degree", "F")
