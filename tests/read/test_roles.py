"""Which block is a headline, a caption, page furniture, and above all which is none."""

# ruff: noqa: E501  (a case is one line)

import tomllib
import unicodedata
from importlib import resources

import pytest

from dragoman.read.furniture import furniture_kind, has_credit
from dragoman.read.html import read_html
from dragoman.read.plain import read_plain
from dragoman.read.roles import decide_roles, is_furniture

FURNITURE = [
    "Enlarge image", "ENLARGE IMAGE", "» Enlarge image", "More on the subject", "more on the subject:", "Trends 24h", "Share on Facebook",
    "Comments (12)", "Advertisement", "Anzeige", "Bild vergrößern", "Mehr zum Thema", "Mehr zum Thema: Wie alles begann", "Lesen Sie auch: Was nun?",
    "Read also: What now?", "© 2022 Example News", "Copyright 2022 Example", "Alle Rechte vorbehalten.", "dpa", "dpa/AFP", "(dpa, Reuters)", "cw/sti (dpa, afp)",
    "Photo: Denis Balibouse/Reuters", "Foto: Jane Doe", "By Jane Doe", "Von Hans-Peter Müller und Eva von der Au", "Stand: 14.05.2024, 16:22 Uhr", "Updated on 3 May 2022",
    "Imprint | Privacy policy", "This website uses cookies to make it better.", "Politics | 26 April", "Agrandir l’image", "À lire aussi", "Lea también: El caso", "Leggi anche",
    "Lees ook: De zaak", "Czytaj też", "Leia também", "Читайте также", "Читайте також: Справа", "Реклама", "Поділитися", "***", "—",
    "26. April 2022", "Monday, 10 January 2022, 18:30 GMT", "10.01.2022, 18:30 Uhr", "le 3 mars 2021 à 12h30", "12 comments", "3 min read", "Lesezeit: 4 Minuten", "https://example.org/a", "desk@example.org",
]  # fmt: skip

TEXT = [
    "He is dead.", "Er ist tot.", "No.", "Why?", "Talks in Geneva", "Share prices fell sharply", "Comments by Putin cause outrage", "More on the way from Kyiv",
    "Trends in European defence spending", "Copyright law is to be reformed", "Bild: Merkel tritt zurück", "By Monday the talks were over", "By Christmas Kyiv will be free again",
    "Von Kiew bis Lwiw fielen die Sirenen aus.", "Menu prices rise.", "Image: the delegations of both countries before the start of the talks", "Photo of the year shows Mariupol",
    "Reuters reports on talks", "Source of the fire still unclear", "Read the treaty first", "Stand der Dinge", "Wendy Sherman", "The AP said so.", "Search for survivors continues", "Close.",
    "Home for Christmas", "Ukraine | Russia", "Suche nach Überlebenden", "Kontakt zur Außenwelt abgebrochen", "Actualité: la guerre continue", "Dated 2022", "26 April", "Euro 2024: 3:1", "Olympia 2024: 16 Goldmedaillen", "2022", "3,450", "12 dead in Kyiv", "10 Menschen", "May Day 2022 in pictures", "Marsch 2022",
]  # fmt: skip


@pytest.mark.parametrize("line", FURNITURE)
def test_is_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize("line", TEXT)
def test_is_no_furniture(line: str) -> None:
    assert furniture_kind(line) is None


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("Talks in Geneva (Photo: D. Balibouse/Reuters)", True),
        ("Eine Bahn der Linie 1. Foto: R. Disch", True),
        ("Sherman arriving | Image: AP", True),
        ("The photo shows: nothing at all.", False),
        ("He was seen in Geneva, Reuters reported.", False),
        ("Das Foto: ein Skandal, sagte er.", False),
    ],
)
def test_a_caption_ends_in_its_credit(line: str, credit: bool) -> None:
    assert has_credit(line) is credit


ONE = "The talks began in Geneva on Monday. They will be continued."
TWO = "Russia demands guarantees, which the delegation of the United States refused once more."
THREE = "Both sides want to meet again soon in Brussels, said the foreign ministry on Tuesday."

PAGES = {
    "an article as copied from a browser": [
        ("Talks in Geneva", "headline"), ("", ""), ("dpa/AFP", "boilerplate"), ("", ""), ("Enlarge image", "boilerplate"),
        ("US Deputy Secretary of State Wendy Sherman arriving", "caption"), ("", ""), (ONE, "body"), ("", ""), ("more on the subject", "boilerplate"),
        ("Who is who in Geneva", "boilerplate"), ("Five questions about gas", "boilerplate"), ("", ""), (TWO, "body"), ("", ""), (THREE, "body"), ("", ""),
        ("Trends 24h", "boilerplate"), ("Omicron", "boilerplate"), ("© 2022 Example. All rights reserved.", "boilerplate"),
    ],
    "a caption above its furniture": [
        ("Talks in Geneva", "headline"), ("", ""), ("Sherman and Ryabkov", "caption"), ("Enlarge image", "boilerplate"), ("", ""), (ONE * 3, "body"), ("", ""), (TWO, "body"),
    ],
    "a paragraph after picture furniture is no caption": [
        ("Talks in Geneva", "headline"), ("", ""), ("Enlarge image", "boilerplate"), ("", ""), (f"{ONE} {TWO} {THREE}", "body"), ("", ""), (TWO, "body"),
    ],
    "a heading between paragraphs is not furniture": [
        ("Talks in Geneva", "headline"), ("", ""), (ONE, "body"), ("", ""), ("What Moscow wants", "body"), ("", ""), (TWO, "body"), ("", ""), (THREE, "body"),
    ],
    "short sentences are text": [("The king", "headline"), ("", ""), ("He is dead.", "body"), ("", ""), ("Long live the king!", "body")],
    "a topic above the headline": [("Football", "boilerplate"), ("", ""), ("Hanover hold Munich to a draw", "headline"), ("", ""), (ONE, "body"), ("", ""), (TWO, "body"), ("", ""), (THREE, "body")],
    "notes after the end": [("Talks", "headline"), ("", ""), (ONE, "body"), ("", ""), (TWO, "body"), ("", ""), (THREE, "body"), ("", ""), ("All games to replay", "boilerplate")],
    "a last paragraph cut short is text": [("Talks", "headline"), ("", ""), (ONE, "body"), ("", ""), (TWO, "body"), ("", ""), (THREE, "body"), ("", ""), ("He went on. Then he", "body")],
    "a title that begins like a teaser": [("Video: Zelensky speaks", "headline"), ("", ""), (ONE, "body"), ("", ""), (TWO, "body")],
    "a single line is text": [("Talks in Geneva", "body")],
    "one sentence is no headline": [(ONE, "body"), ("", ""), (TWO, "body")],
    "nothing but furniture is furniture still": [("Enlarge image", "boilerplate"), ("Share", "boilerplate")],
}  # fmt: skip


@pytest.mark.parametrize("page", [pytest.param(page, id=name) for name, page in PAGES.items()])
def test_roles_in_text(page: list[tuple[str, str]]) -> None:
    drafts = list(read_plain("\n".join(line for line, _ in page), is_furniture))
    found = [(block.text, block.role) for block in decide_roles(drafts)]
    assert found == [(line, role) for line, role in page if line]


def test_roles_in_html() -> None:
    page = (
        "<header><a href=/>Example News</a><nav><ul><li><a>Home<li><a>World</ul></nav></header>"
        f"<span>Diplomacy</span><h1>Talks in <a>Geneva</a></h1><p>{ONE}<h2>Who wants what</h2><p>{TWO}"
        "<figure><a><img alt='Two flags'></a><figcaption>Flags in Geneva</figcaption></figure>"
        f"<p>{THREE}<aside><p>A box that explains the treaty to readers.</p><a>A teaser</a></aside>"
        "<ul><li><a>One more</a><li><a>Another</a><li><a>And a third</a></ul><button>Send it</button>"
        "<footer><p>Imprint of the page, in full sentences.</p></footer>"
    )
    drafts, _ = read_html(page)
    assert [(block.text[:14], block.role) for block in decide_roles(drafts)] == [
        ("Example News", "boilerplate"),
        ("Home", "boilerplate"),
        ("World", "boilerplate"),
        ("Diplomacy", "boilerplate"),
        ("Talks in Genev", "headline"),
        (ONE[:14], "body"),
        ("Who wants what", "headline"),
        (TWO[:14], "body"),
        ("Two flags", "caption"),
        ("Flags in Genev", "caption"),
        (THREE[:14], "body"),
        ("A box that exp", "body"),
        ("A teaser", "boilerplate"),
        ("One more", "boilerplate"),
        ("Another", "boilerplate"),
        ("And a third", "boilerplate"),
        ("Send it", "boilerplate"),
        ("Imprint of the", "boilerplate"),
    ]


def test_lines_given_as_sentences_have_no_foot() -> None:
    drafts = list(read_plain(f"{ONE}\n\n{TWO}\n\n{THREE}\n\nAll games to replay", is_furniture))
    assert [block.role for block in decide_roles(drafts)][-1] == "boilerplate"
    assert [block.role for block in decide_roles(drafts, whole=True)] == ["body"] * 4


def test_a_page_that_is_all_menu_is_read_as_text() -> None:
    drafts, _ = read_html(f"<nav><p>{ONE}<p>{TWO}</nav>")
    assert [block.role for block in decide_roles(drafts)] == ["body", "body"]


DATA = tomllib.loads(
    resources.files("dragoman.read").joinpath("furniture.toml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("lang", DATA)
def test_the_data_is_in_small_letters_unique_and_nfc(lang: str) -> None:
    for name, phrases in DATA[lang].items():
        assert all(p == unicodedata.normalize("NFC", p.lower().strip()) for p in phrases), name
        assert len(set(phrases)) == len(phrases), name


def test_every_language_has_every_table() -> None:
    tables = {name for name, table in DATA.items() if "image" in table}
    assert tables == {"en", "de", "fr", "es", "it", "nl", "pl", "pt", "ru", "uk"}
    assert len({frozenset(DATA[lang]) for lang in tables}) == 1
