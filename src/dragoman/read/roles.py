"""The one place where blocks get their roles.

What the markup says comes first, then stock phrases of page furniture, then the layout: what
stands beside an "Enlarge image" is a caption, the short lines after "More on the subject" are
other articles. When in doubt a block is body: a finding on furniture costs a glance, furniture
that is none hides an error.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from dragoman.model import Block, Role
from dragoman.read.drafts import Draft
from dragoman.read.furniture import Kind, furniture_kind, has_credit

HEADLINE_WORDS = 25
"""Longest headline in words: press headlines have 5 to 15, academic titles up to 25."""

CAPTION_WORDS = 60
"""Longest caption in words, where it stands directly at its "Enlarge image"; news captions have
10 to 40. Beyond a blank line only ``NEAR_CAPTION_WORDS`` count, for it may be a paragraph."""

NEAR_CAPTION_WORDS = 30

MENU_LINKS = 3
"""Blocks in a row that are nothing but a link make a menu or a list of other articles; two may be
the sources that an article names."""

TEASER_WORDS = 15
"""Longest title in a list of other articles."""

PARAGRAPHS = 3
"""Full paragraphs that make an article of a text."""

TAIL_BLOCKS = 2
TAIL_WORDS = 10
"""At most so many short lines end an article as links or notes; more may be a list of its own, as
long as no page furniture stands before them."""

KICKER_WORDS = 8
"""Longest line above a marked-up title (name of the site, section, topic), in words."""

_SENTENCE_END = re.compile(r"[^\W\d_]{2}[.!?][\"'”’»“)]*\s")
_FINAL = re.compile(r"[.!?…:;][\"'”’»“‘«)\]]*$")


def decide_roles(drafts: Sequence[Draft], *, whole: bool = False) -> tuple[Block, ...]:
    """Give every draft its role; *whole* marks blocks that are one sentence as they are."""
    kinds = _menus(drafts, [_kind(draft) for draft in drafts])
    if kinds and kinds[0] == "lead":
        kinds[0] = None  # nothing stands before it: "Video: …" is the title of this article
    roles: list[Role] = [
        "boilerplate" if kind else "caption" if draft.hint == "caption" else
        "headline" if draft.hint == "heading" else "body"
        for draft, kind in zip(drafts, kinds, strict=True)
    ]  # fmt: skip
    _captions(drafts, kinds, roles)
    _teasers(drafts, kinds, roles)
    _headlines(drafts, roles)
    if not whole:  # lines given as sentences may be a corpus, which has neither head nor foot
        _edges(drafts, roles)
    if "body" not in roles and "headline" not in roles:
        # A page that marks all of itself as menu is badly marked, not empty.
        roles = ["boilerplate" if furniture_kind(draft.text) else "body" for draft in drafts]
    return tuple(
        Block(text=draft.text, role=role, origin=draft.origin, whole=whole)
        for draft, role in zip(drafts, roles, strict=True)
    )


def is_furniture(line: str) -> bool:
    """Tell whether a line is page furniture by its words alone."""
    return furniture_kind(line) is not None


def _kind(draft: Draft) -> Kind | None:
    if draft.hint == "furniture":
        return furniture_kind(draft.text) or "page"
    kind = furniture_kind(draft.text)
    return None if draft.hint == "heading" and kind in ("lead", "credit") else kind


def _menus(drafts: Sequence[Draft], kinds: Sequence[Kind | None]) -> list[Kind | None]:
    """Mark the menus among links."""
    marked = list(kinds)
    for linked, run in groupby(range(len(drafts)), lambda at: drafts[at].hint == "link"):
        members = list(run)
        if linked and len(members) >= MENU_LINKS:
            for at in members:
                marked[at] = marked[at] or "page"
    return marked


def _words(draft: Draft) -> int:
    return len(draft.text.split())


def _unfinished(draft: Draft) -> bool:
    """Tell whether it lacks the punctuation of a sentence."""
    return _FINAL.search(draft.text) is None


def _captions(drafts: Sequence[Draft], kinds: Sequence[Kind | None], roles: list[Role]) -> None:
    """Mark the captions: beside picture furniture, or with a picture credit at their end."""
    for at, draft in enumerate(drafts):
        if roles[at] == "body" and has_credit(draft.text) and _words(draft) <= CAPTION_WORDS:
            roles[at] = "caption"
        if kinds[at] != "image":
            continue
        beside = _beside(drafts, roles, at)
        if beside is not None:
            roles[beside] = "caption"


def _beside(drafts: Sequence[Draft], roles: Sequence[Role], at: int) -> int | None:
    """Return the block that is the caption of the picture whose furniture stands at *at*."""
    after, before = at + 1, at - 1
    after_open = after < len(drafts) and roles[after] == "body"
    if after_open and drafts[after].close and _words(drafts[after]) <= CAPTION_WORDS:
        return after
    if before > 0 and roles[before] == "body" and drafts[at].close:
        alone = not drafts[before].close or roles[before - 1] == "boilerplate"
        if alone and _words(drafts[before]) <= NEAR_CAPTION_WORDS:
            return before
    if after_open and _words(drafts[after]) <= NEAR_CAPTION_WORDS:
        return after
    return None


def _teasers(drafts: Sequence[Draft], kinds: Sequence[Kind | None], roles: list[Role]) -> None:
    """Mark what belongs to a list of other articles, and scraps between two pieces of furniture."""
    at = 0
    while at < len(drafts):
        if kinds[at] != "related":
            at += 1
            continue
        end = at + 1
        while (
            end < len(drafts)
            and roles[end] in ("body", "boilerplate")
            and (roles[end] == "boilerplate" or _is_teaser(drafts[end]))
        ):
            end += 1
        # The last short line before a paragraph, apart from the list, is a heading of its own.
        apart = end - at > 2 and not drafts[end - 1].close
        if apart and end < len(drafts) and roles[end] == "body":
            end -= 1
        roles[at:end] = ["boilerplate"] * (end - at)
        at = max(end, at + 1)
    for at in range(1, len(drafts)):
        last = at + 1 == len(drafts)
        between = roles[at - 1] == "boilerplate" and (last or roles[at + 1] == "boilerplate")
        scrap = roles[at] == "body" and _unfinished(drafts[at]) and _words(drafts[at]) <= 4
        if between and scrap and "body" in roles[:at]:
            roles[at] = "boilerplate"


def _is_teaser(draft: Draft) -> bool:
    return _unfinished(draft) and _words(draft) <= TEASER_WORDS


def _edges(drafts: Sequence[Draft], roles: list[Role]) -> None:
    """Mark the scraps before the title and after the last paragraph of an article.

    Only beside at least ``PARAGRAPHS`` full ones, so that a note of three lines keeps its lines,
    and never a last paragraph that was cut short after a full sentence.
    """
    full = [at for at, role in enumerate(roles) if role == "body" and not _unfinished(drafts[at])]
    if len(full) < PARAGRAPHS:
        return
    rest = range(full[-1] + 1, len(drafts))
    foot = next((at for at in rest if roles[at] == "boilerplate"), len(drafts))
    tail = [at for at in rest if roles[at] == "body"]
    if sum(at < foot for at in tail) <= TAIL_BLOCKS:
        for at in tail:
            short = _words(drafts[at]) <= TAIL_WORDS and not _SENTENCE_END.search(drafts[at].text)
            if short and not drafts[at].hint:
                roles[at] = "boilerplate"
    title = roles.index("headline") if "headline" in roles else 0
    longest = KICKER_WORDS if drafts[title].hint == "heading" else 1
    for at in range(title):
        if roles[at] == "body" and _unfinished(drafts[at]) and _words(drafts[at]) <= longest:
            roles[at] = "boilerplate"


def _headlines(drafts: Sequence[Draft], roles: list[Role]) -> None:
    """Mark a title: the first text, if it is no sentence and more text follows.

    A single word above a title is its topic ("Football").
    """
    texts = [at for at, role in enumerate(roles) if role != "boilerplate"]
    if len(texts) < 2 or "headline" in roles or "body" not in roles:
        return
    first = roles.index("body")
    bodies = [at for at, role in enumerate(roles) if role == "body"]
    if len(bodies) > 2 and _words(drafts[first]) == 1 and _is_title(drafts[bodies[1]]):
        first = bodies[1]
    if _is_title(drafts[first]):
        roles[first] = "headline"


def _is_title(draft: Draft) -> bool:
    return _unfinished(draft) and _words(draft) <= HEADLINE_WORDS
