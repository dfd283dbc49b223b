"""A short title stands for the office that the article has named in full, and for no other."""

from __future__ import annotations

import pytest

from dragoman.checks.rules.title.office_of_another_rank import office_of_another_rank
from tests.checks.harness import article_of, run_rule

CASES = [
    ("the mayor of a Polish city", "pl",
     ["Prezydent miasta chce zerwać umowę.", "„Nie”, powiedział prezydent Jacek Wierzbicki."],
     ["The mayor wants to end the contract.", "“No,” President Jacek Wierzbicki said."],
     "President"),
    ("the president of Poland", "pl",
     ["Prezydent Andrzej Duda przyjechał.", "Prezydent Duda mówił długo."],
     ["President Andrzej Duda came.", "President Duda spoke for long."], None),
    ("a mayor and a president", "pl",
     ["Prezydent miasta Jacek Nowak spotkał prezydenta Karola Nawrockiego."],
     ["Mayor Jacek Nowak met President Karol Nawrocki."], None),
    ("the Spanish prime minister", "es",
     ["El presidente del Gobierno, Pedro Sánchez, llegó.", "El presidente Sánchez habló."],
     ["The Prime Minister, Pedro Sánchez, arrived.", "President Sánchez spoke."], "President"),
    ("another country's president", "es",
     ["El presidente del Gobierno habló con el presidente Emmanuel Macron."],
     ["The Prime Minister spoke with President Emmanuel Macron."], None),
    ("the Italian prime minister", "it",
     ["La presidente del Consiglio, Giorgia Meloni, è arrivata.", "Il presidente Meloni parla."],
     ["Prime Minister Giorgia Meloni arrived.", "President Meloni spoke."], "President"),
    ("the mayor of a Portuguese town", "pt",
     ["O presidente da Câmara de Braga falou.", "O presidente Ricardo Rio saiu."],
     ["The mayor of Braga spoke.", "President Ricardo Rio left."], "President"),
    ("the head of the one state that is named", "de",
     ["Der Landtag von Sachsen-Anhalt stritt.", "Ministerpräsident Sven Schulze sprach."],
     ["The parliament of Saxony-Anhalt argued.", "Prime Minister Sven Schulze spoke."],
     "Prime Minister"),
    ("a head of government where another country is named", "de",
     ["Der Landtag von Sachsen-Anhalt empfing Gäste aus Polen.", "Ministerpräsident Tusk sprach."],
     ["The parliament of Saxony-Anhalt received guests from Poland.",
      "Prime Minister Tusk spoke."], None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "source", "target", "wrong"), [pytest.param(*row[1:], id=row[0]) for row in CASES]
)
def test_a_short_title(lang: str, source: list[str], target: list[str], wrong: str | None) -> None:
    found = run_rule(office_of_another_rank, article_of(source, target, source_lang=lang))
    assert [finding.target.text for finding in found if finding.target] == [wrong] * bool(wrong)
