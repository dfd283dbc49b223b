"""Baselines and suppressions: what was looked at stays looked at, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.config import Suppression
from dragoman.errors import InputError
from dragoman.gate import baseline
from dragoman.gate.suppress import Ledger, inline
from dragoman.model import Document, Finding, Span
from tests.gate.test_decide import article, finding

RUN = {**article(finding(), finding("NUM001", confidence=0.2)), "id": "a"}


def entry(article: str = "a", code: str = "NAM001") -> dict[str, str]:
    """Return a baseline's entry."""
    return {"code": code, "article": article, "text": "Selensky"}


def test_a_baseline_is_read_back_as_written() -> None:
    known = baseline.of_articles([RUN])
    assert baseline.loads(baseline.dumps(known), name="base.json") == known
    assert known == {"NAM001-major": entry()}, "advisory findings are not recorded"


def test_the_order_of_findings_leaves_the_baseline_as_it_is() -> None:
    known = {"b": entry(), "a": entry()}
    assert baseline.dumps(known) == baseline.dumps(dict(sorted(known.items())))


def test_an_update_tells_new_from_fixed() -> None:
    change = baseline.update({"gone": entry()}, [RUN])
    assert (change.new, change.fixed) == (("NAM001-major",), ("gone",))
    assert change.known == {"NAM001-major": entry()}


def test_an_update_keeps_what_the_run_did_not_check() -> None:
    old = {"elsewhere": entry("b"), "NAM001-major": entry()}
    change = baseline.update(old, [RUN])
    assert (change.new, change.fixed, change.known) == ((), (), old)


def test_what_is_suppressed_by_now_is_neither_fixed_nor_kept() -> None:
    run = {**RUN, "findings": [finding(suppressed="house style")]}
    change = baseline.update({"NAM001-major": entry()}, [run])
    assert (change.new, change.fixed, change.known) == ((), (), {})


@pytest.mark.parametrize("text", [
    "not json", "[]", '{"schema": "other"}', "", "3", '{"schema": 3}', "[" * 100_000,
    '{"schema": "dragoman.baseline/1"}', '{"schema": "dragoman.baseline/1", "findings": []}',
    '{"schema": "dragoman.baseline/1", "findings": {"a": 3}}',
    '{"schema": "dragoman.baseline/1", "findings": {"a": {"code": 3}}}',
], ids=lambda text: text[:70])  # fmt: skip
def test_what_is_no_baseline_is_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"base\.json"):
        baseline.loads(text, name="base.json")


@pytest.mark.parametrize("text", [
    '{"schema": "dragoman.run/1", "articles": []}',
    '{"schema": "dragoman.run/1", "signature": "s"}\n{"id": "a"}\n',
], ids=["one object", "JSON lines"])  # fmt: skip
def test_a_run_file_is_told_from_a_baseline(text: str) -> None:
    assert baseline.loads(text, name="run.json") is None


def test_findings_are_named_in_a_line() -> None:
    known = {str(n): {**entry(), "text": "x" * 50 * n} for n in range(4)}
    assert baseline.named(known, ["0"]) == "NAM001 “” in a"
    line = baseline.named(known, known)
    assert line.endswith(", …")
    assert len(line) < 200


def ledger(**fields: object) -> Ledger:
    """Return a ledger of one suppression, today being 1 June 2026."""
    entry = Suppression(code="NAM", reason="house style", **fields)  # type: ignore[arg-type]
    return Ledger(suppressions=[entry], today=date(2026, 6, 1))


SEEN = {"code": "NAM001", "path": "news/a.en.txt", "texts": ["Selensky"], "fingerprint": "f"}

SCOPES = {
    "a code prefix": ({}, True),
    "the words": ({"text": "Selensky"}, True),
    "a glob on the words": ({"text": "Sel*"}, True),
    "other words": ({"text": "Schoigu"}, False),
    "a path glob": ({"path": "news/*"}, True),
    "another path": ({"path": "archive/*"}, False),
    "the fingerprint": ({"fingerprint": "f"}, True),
    "another fingerprint": ({"fingerprint": "g"}, False),
    "its last day": ({"until": date(2026, 6, 1)}, True),
    "the day after": ({"until": date(2026, 5, 31)}, False),
}


@pytest.mark.parametrize("name", SCOPES)
def test_suppression_scope(name: str) -> None:
    fields, holds = SCOPES[name]
    book = ledger(**fields)
    assert book.reason(**SEEN) == ("house style" if holds else None)  # type: ignore[arg-type]
    assert book.used == ({0} if holds else set())


UNUSED = {
    "one for everything": ({}, "news/a.en.txt", None, "say where it belongs"),
    "one for this path": ({"path": "news/*"}, "news/a.en.txt", None, "remove it"),
    "one for another path": ({"path": "archive/*"}, "news/a.en.txt", None, None),
    "one of a rule that ran": ({}, "news/a.en.txt", ["NAM001"], "matched nothing"),
    "one of a rule that did not run": ({}, "news/a.en.txt", ["TTL001"], None),
    "one that has expired, wherever": (
        {"path": "archive/*", "until": date(2026, 5, 1)}, "news/a.en.txt", None,
        "expired on 2026-05-01; look again",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", UNUSED)
def test_an_unused_suppression_is_named_if_it_concerns_the_run(name: str) -> None:
    fields, path, codes, said = UNUSED[name]
    book = ledger(**fields)
    book.looked(path, codes)
    lines = book.complaints()
    assert len(lines) == (said is not None)
    assert said is None or said in lines[0]


def test_a_used_suppression_is_not_named_nor_is_a_second_that_would_do_as_well() -> None:
    book = ledger()
    book.suppressions = [*book.suppressions, Suppression(code="NAM001", reason="the same again")]
    book.looked("news/a.en.txt")
    assert book.reason(**SEEN) == "house style"  # type: ignore[arg-type]
    assert book.complaints() == []


def test_what_workers_noted_is_put_together() -> None:
    books = [ledger(), ledger()]
    books[0].looked("a.en.txt")
    books[1].reason(**SEEN)  # type: ignore[arg-type]
    books[1].idle.append("a comment")
    whole = ledger()
    for book in books:
        whole.absorb(book)
    assert (whole.concerned, whole.used, whole.idle) == ({0}, {0}, ["a comment"])
    assert whole.complaints() == ["a comment"]


def test_a_lapsed_suppression_still_tells_what_it_covered() -> None:
    old, other = {"until": date(2026, 5, 1)}, {"until": date(2026, 5, 1), "text": "Schoigu"}
    assert ledger(**old).lapsed(**SEEN)  # type: ignore[arg-type]
    assert not ledger(**other).lapsed(**SEEN)  # type: ignore[arg-type]
    assert not ledger().lapsed(**SEEN)  # type: ignore[arg-type]


def found(start: int | None) -> Finding:
    """Return a NAM001 finding that starts at *start* of the translation, or is an omission."""
    span = None if start is None else Span(start=start, end=start + 3, line=1, column=1, text="abc")
    return Finding(
        code="NAM001", rule="r", family="name", severity="major", confidence=0.9, message="m",
        target=span,
    )  # fmt: skip


def test_a_comment_silences_its_stretch_only() -> None:
    ignores = [(10, 20, "NAM"), (30, 40, "TTL")]
    assert inline(ignores, found(10)) is not None
    assert inline(ignores, found(20)) is None
    assert inline(ignores, found(30)) is None
    assert inline(ignores, found(None)) is None
    assert inline([(0, 50, "")], found(45)) is not None


COMMENTS = {
    "one that silences": ((0, 9, "NAM"), None),
    "one of another stretch": ((20, 30, "NAM001"), "a.en.md:2: the comment that ignores NAM001"),
    "one for everything": ((20, 30, ""), "a.en.md:2: the comment that ignores everything"),
    "one of another rule": ((0, 9, "NUM"), "a.en.md:1: the comment that ignores NUM"),
    "one of a rule that did not run": ((0, 9, "TTL"), None),
}


@pytest.mark.parametrize("name", COMMENTS)
def test_a_comment_that_silences_nothing_is_named(name: str) -> None:
    ignore, said = COMMENTS[name]
    document = Document(
        path="a.en.md", text="x" * 10 + "\n" + "y" * 30, blocks=(), ignores=(ignore,)
    )
    book = ledger()
    book.comments(document, [found(5)], ["NAM001", "NUM001"])
    lines = book.complaints()
    assert len(lines) == (said is not None)
    assert said is None or lines[0].startswith(said)
