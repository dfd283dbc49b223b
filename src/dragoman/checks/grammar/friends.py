"""Words that stand for the wrong English word: the engine behind tables of false friends.

A row has, each a list as in ``patterns.listed``: ``said`` (source words), ``wrong`` (English words
that do not render them), ``right`` (words that do: one in the translation and all is well),
``also`` (source words that ``wrong`` renders well), ``with`` (source words of which one must stand
in the same or a near sentence, for the sense). ``sure`` is the confidence, ``minor`` the
severity, ``small`` wants ``wrong`` without a capital, ``verb`` gives the suggestion the verb's
ending, ``never`` says that ``wrong`` is no English at all, whatever else stands there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Any

from dragoman.checks.frequency import zipf
from dragoman.checks.grammar.english import article as article_for
from dragoman.checks.grammar.english import bases, forms, like
from dragoman.checks.grammar.patterns import NEVER, listed
from dragoman.checks.grammar.wording import Word, as_written, words
from dragoman.checks.rule import Hit, data
from dragoman.languages import base
from dragoman.model import Article, Sentence

SURE = 0.9
"""Confidence of an entry that names none. On the 1,606 WMT21 references seven fired, and all seven
had the false friend in them ("fraction", "branch", "tablet"); of 25 on the dev corpus none was
wrong; of 13 read in engine output two were, and their entries were mended or lowered."""

NEAR = 3
"""Beads before and after that may tell the sense: about a paragraph."""

SENSES = ("said", "wrong", "right", "also", "with", "sure")
"""The columns of ``senses/<lang>.tsv``; the last three may be missing."""

RARE = 1.3
"""A form is a word of English from this Zipf frequency on; "failured" and "doorses" are not."""

SINGLE = 0.6
"""Confidence at most of one word in a table of senses. Read in engine output, the rows that were
wrong were words with a second sense that is right after all; compounds taken apart seldom were."""

UNLINKED = 0.45
"""Confidence at most where word alignment ties the English word to another source word."""


COMPOUND = 10
"""Letters from which a source noun is likely to be a compound of its own."""


@dataclass(frozen=True)
class Friend:
    """One entry of a table; its patterns are compiled when its English word is first met.

    ``sure`` is its confidence, at most ``single`` where one English word alone is wrong. If
    ``titled``, several words may have capitals: English writes posts so before names.
    """

    row: Mapping[str, Any]
    sure: float
    single: float = 1.0
    titled: bool = False

    @cached_property
    def said(self) -> re.Pattern[str]:
        """The source words."""
        return listed(self.row["said"], exact=True)

    @cached_property
    def wrong(self) -> re.Pattern[str]:
        """English words that do not render them."""
        return listed(self.row["wrong"])

    @cached_property
    def pieces(self) -> tuple[str, ...]:
        """A piece of each of ``wrong``: one must be in the sentence before it is compiled."""
        return tuple(_piece(entry) for entry in self.row["wrong"].lower().split(" | "))

    @cached_property
    def source_pieces(self) -> tuple[str, ...]:
        """A piece of each of ``said``, in lower case."""
        return tuple(
            max(re.split(r"[*~ …]", entry), key=len)
            for entry in self.row["said"].lower().split(" | ")
        )

    @cached_property
    def right(self) -> re.Pattern[str]:
        """English words that do."""
        return listed(self.row["right"])

    @cached_property
    def also(self) -> re.Pattern[str]:
        """Source words that ``wrong`` renders well."""
        return listed(self.row["also"], exact=True) if self.row.get("also") else NEVER

    @cached_property
    def sense(self) -> re.Pattern[str] | None:
        """Source words that tell the sense."""
        return listed(self.row["with"], exact=True) if self.row.get("with") else None

    def better(self, said: str, wrong: str) -> str | None:
        """Return the English words to suggest for *said*, in the form that *wrong* has."""
        entry = next((e for e in self.row["right"].split(" | ") if "*" not in e), None)
        if entry is None or not self._speaks_of(said):
            return None
        noun = self.row["said"][0].isupper()  # a German one; nothing else is listed with a capital
        found = _put(entry, wrong, verb=self.says("verb"), noun=noun)
        return as_written(found, wrong)

    def _speaks_of(self, said: str) -> bool:
        """Tell whether the suggestion is for *said*: of several compounds it is for the first."""
        head = self.row["said"].split(" | ")[0].rstrip("*~")
        if len(head) < COMPOUND or not head[0].isupper() or " " in head:
            return True
        return said.startswith(head[:-3])

    def says(self, mark: str) -> bool:
        """Tell whether the row has the mark ``minor``, ``small``, ``verb`` or ``never``."""
        return bool(self.row.get(mark, False))


Table = Mapping[str, Sequence[Friend]]
"""The rows of a table by the first word of each of their wrong English words."""


@dataclass(frozen=True)
class _Bead:
    """A bead as it is judged: its sentences, and both sides in lower case."""

    article: Article
    number: int
    source: Sequence[Sentence]
    english: str
    said: str


def hits(
    article: Article, table: Table, message: str, accepted: Sequence[str] = ()
) -> Iterator[Hit]:
    """Yield what *table* finds; *message* has ``{wrong}`` and ``{said}``."""
    for number, source, target in article.units():
        if number is None or not source:
            continue
        english = " ".join(sentence.text for sentence in target)
        said = " ".join(sentence.text for sentence in source).lower()
        bead = _Bead(article, number, source, english, said)
        for sentence in target:
            yield from _in(bead, sentence, table, message, accepted)


def _in(
    bead: _Bead, sentence: Sentence, table: Table, message: str, accepted: Sequence[str]
) -> Iterator[Hit]:
    lower, seen = sentence.text.lower(), -1
    for word in words(sentence.text):
        if word.start < seen or word.lower in accepted:
            continue
        for friend in _met(table, word):
            if not any(piece in lower for piece in friend.pieces):
                continue
            if not any(piece in bead.said for piece in friend.source_pieces):
                continue
            hit = _judge(bead, sentence, word, friend, message)
            if hit is not None:
                yield hit
                if hit.target is not None:
                    seen = hit.target[2]
                break


def _met(table: Table, word: Word) -> Iterator[Friend]:
    """Yield the rows of which a wrong word begins with *word*."""
    key = word.lower.removesuffix("'s")
    yield from table.get(key, ())
    for base_form in bases(key):
        yield from table.get(f"{base_form}~", ())


def friends(module: str, lang: str, sure: float = SURE) -> Table:
    """Return the rows for one language of the TOML table beside *module*."""
    return _indexed(module, base(lang), sure)


@cache
def _indexed(module: str, lang: str, sure: float) -> Table:
    return _index(data(module).get(lang, ()), sure)


@cache
def senses(lang: str, sure: float, kind: str = "") -> Table:
    """Return the rows of ``senses/<lang>.tsv`` or, of one *kind* of words, ``senses/<kind>/…``.

    A language without such a file has none.
    """
    file = resources.files(__package__).joinpath("senses", kind, f"{base(lang)}.tsv")
    if not file.is_file():
        return {}
    lines = file.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    table = [dict(zip(SENSES, row, strict=False)) for row in rows[1:]]
    return _index(table, sure, SINGLE, titled=kind == "posts")


def _index(
    rows: Sequence[Mapping[str, Any]], sure: float, single: float = 1.0, *, titled: bool = False
) -> Table:
    index: dict[str, list[Friend]] = {}
    for row in rows:
        friend = Friend(row=row, sure=float(row.get("sure") or sure), single=single, titled=titled)
        for key in {entry.split()[0] for entry in row["wrong"].split(" | ")}:
            index.setdefault(key, []).append(friend)
    return index


def _judge(bead: _Bead, sentence: Sentence, word: Word, friend: Friend, message: str) -> Hit | None:
    """Return the finding that *word* of the target sentence makes, if it makes one."""
    found = friend.wrong.match(sentence.text, word.start)
    if found is None or (word.capital and (friend.says("small") or word.start > 2)
                         and not (friend.titled and " " in found.group())):  # fmt: skip
        return None
    said = next(((s, m) for s in bead.source for m in [friend.said.search(s.text)] if m), None)
    if said is None:
        return None
    piece, match = said
    ours = {(piece.index, match.start()), (piece.index, _last_word(match))}
    linked = _linked(bead.article, bead.number, (sentence.index, *found.span()))
    if not friend.says("never") and _put_right(bead, friend, found, ours, sure=bool(linked & ours)):
        return None
    if any(friend.also.search(piece.text) for piece in bead.source):
        return None
    if friend.sense is not None and not any(
        friend.sense.search(piece.text) for piece in _around(bead.article, bead.number)
    ):
        return None
    start, better = _with_article(sentence.text, found, friend.better(match.group(), found.group()))
    sure = friend.sure if " " in found.group() else min(friend.sure, friend.single)
    return Hit(
        message=message.format(wrong=found.group(), said=match.group()),
        confidence=min(sure, UNLINKED) if linked and not linked & ours else sure,
        target=(sentence.index, start, found.end()),
        source=(piece.index, *match.span()),
        bead=bead.number,
        suggestions=(better,) if better else (),
        severity="minor" if friend.says("minor") else "major",
        evidence={"aligned": sorted(f"{a}:{b}" for a, b in linked)},
    )


def _put_right(
    bead: _Bead,
    friend: Friend,
    found: re.Match[str],
    ours: set[tuple[int, int]],
    *,
    sure: bool,
) -> bool:
    """Tell whether a right word stands in the translation too.

    Where word alignment ties the wrong word to ours, which is *sure*, a right word that it ties to
    other words of the source renders those.
    """
    # "upper mayor" holds the right "mayor", which says nothing; elsewhere it would.
    if not friend.right.search(bead.english.replace(found.group(), " ")):
        return False
    if not sure:
        return True
    for sentence in bead.article.target_sentences(bead.number):
        for match in friend.right.finditer(sentence.text):
            if match.start() >= found.start() and match.end() <= found.end():
                continue
            linked = _linked(bead.article, bead.number, (sentence.index, *match.span()))
            if not linked or linked & ours:
                return True
    return False


def _last_word(match: re.Match[str]) -> int:
    """Return where the last word of *match* begins: the particle of a verb, for one."""
    return match.start() + len(re.sub(r"[\w-]+$", "", match.group()))


def _around(article: Article, bead: int) -> Iterator[Sentence]:
    """Return the source sentences of a bead and of its neighbours."""
    for near in range(max(bead - NEAR, 0), min(bead + NEAR + 1, len(article.beads))):
        yield from article.source_sentences(near)


def _linked(article: Article, bead: int, place: tuple[int, int, int]) -> set[tuple[int, int]]:
    """Return (sentence, start) of the source words that word alignment ties to *place*."""
    index, start, end = place
    return {
        link.source[:2]
        for link in article.word_links(bead)
        if link.target[0] == index and link.target[1] < end and link.target[2] > start
    }


def _piece(entry: str) -> str:
    """Return what must stand in a text for *entry* to match: of "take~ over", " over"."""
    if "~" not in entry:
        return entry.split("*")[0]
    plain = [word for word in entry.split() if "~" not in word and "*" not in word]
    return max(plain, key=len, default="")


def _put(entry: str, wrong: str, *, verb: bool, noun: bool = False) -> str:
    """Put *entry* of a list of right words into the form that *wrong* has.

    Its word with a "~" is the one that changes, by the word of *wrong* whose form can be told; it
    stays as it is where that would give a word English has not, and a *noun* has but its plural.

    >>> _put("take~ over", "bought up", verb=False), _put("early election~", "votes", verb=False)
    ('took over', 'early elections')
    >>> _put("popular~", "beloved", verb=False), _put("failure~", "blow", verb=False, noun=True)
    ('popular', 'failure')
    """
    model = next((w for w in wrong.lower().split() if len(bases(w)) > 1), wrong.lower())
    many = wrong.endswith("s") and not wrong.endswith(("ss", "us"))
    if "~" in entry:
        changed = (
            w if not w.endswith("~") else _known(w[:-1], model, noun=noun, many=many)
            for w in entry.split()
        )
        return " ".join(changed)
    if wrong.endswith("ly") and entry.isalpha() and not entry.endswith("ly"):
        return entry[:-1] + "y" if entry.endswith("le") else entry + "ly"
    if verb:
        return like(entry, model)
    return forms(entry)[1] if many and entry.isalpha() and not entry.endswith("s") else entry


def _known(word: str, model: str, *, noun: bool, many: bool) -> str:
    """Return *word* in the form *model* has, as it is if English has no such form."""
    plural = forms(word)[1] if many else word
    changed = plural if noun else like(word, model)
    return changed if zipf(changed, "en") > RARE else word


_ARTICLE = re.compile(r"\b([Aa])(n?)(\s+)$")


def _with_article(text: str, found: re.Match[str], better: str | None) -> tuple[int, str | None]:
    """Return where the words to replace begin, and the words with the article they need."""
    before = _ARTICLE.search(text, 0, found.start())
    if before is None or better is None:
        return found.start(), better
    needed = article_for(better)
    if needed == (before[1] + before[2]).lower():
        return found.start(), better
    return before.start(), before[1] + needed[1:] + before[3] + better
