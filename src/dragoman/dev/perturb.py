"""Make wrong translations, and right ones that look different, from a right one.

The pairs teach and test the drift score: for each we know what was done and at which words. The
target language is English. Every maker is given a ``Random`` and returns None where it has nothing
to work on. Right variants stand beside the wrong ones so that the score cannot learn "a figure is
bad" or "a negation is bad": negations are taken out as often as put in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from dragoman.languages import words

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A made translation: ``added`` spans are new in ``text``, ``lost`` ones stood in the old."""

    kind: str
    text: str
    added: tuple[Span, ...] = ()
    lost: tuple[Span, ...] = ()


Maker = Callable[[str, str, str, Random], Made | None]
"""(source, right translation, another translation, random) → what was made of it."""

_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|should|must|may|might|did|does|do)\b"
    r"(?! not|n't)"
)
_NOT = re.compile(r" not\b(?! only)")
_PHRASE = re.compile(
    r" (?:in|on|at|with|from|for|by|after|before|during|under|over|between|without|including"
    r"|such as|as well as|together with)"
    r" (?:[\w'’-]+ ){1,5}?[\w'’-]+"
    r"(?=[,.;:]|$| (?:and|but|who|which|that|is|was|were|are|has|had)\b)"
)
_ASIDE = re.compile(r", [^,;:.!?\"()]{8,60}(?=,|[.!?]$)")
_FIGURE = re.compile(r"\d+")
_LONG = re.compile(r"(?<![\d.,])(\d{1,3}),(\d{3})(?![\d,])")
_LITTLE = (
    "in", "on", "at", "with", "from", "for", "by", "after", "before", "during", "under", "over",
    "between", "without", "against", "to", "of", "into", "as", "through",
)  # fmt: skip
"""English prepositions that are taken for one another."""

_SAME_DENIAL = (
    (r"\bnot possible\b", "impossible"),
    (r"\bnot able to\b", "unable to"),
    (r"\bnot (clear|known|likely|usual|certain|happy|important|necessary|aware)\b", r"un\1"),
    (r"\bno one\b", "nobody"),
    (r"\bimpossible\b", "not possible"),
    (r"\bunable to\b", "not able to"),
    (r"\bun(clear|known|likely|usual|certain|happy|important|necessary|aware)\b", r"not \1"),
    (r"\bnobody\b", "no one"),
    (r"\bnot un(\w{4,})\b", r"quite \1"),
)
"""Denials and the same denials in other words."""

_NUMERALS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
)  # fmt: skip
_LEAD = re.compile(r"^((?:In|On|At|After|During|Since|Before) [^,]{3,40}), (\w[^\"]*?)([.!?])$")


def drop_phrase(source: str, target: str, other: str, random: Random) -> Made | None:
    """Leave a prepositional phrase or an aside out."""
    found = [*_PHRASE.finditer(target), *_ASIDE.finditer(target)]
    if not found:
        return None
    start, end = random.choice(found).span()
    if end - start > 0.6 * len(target):
        return None
    return Made(kind="drop_phrase", text=target[:start] + target[end:], lost=((start, end),))


def drop_half(source: str, target: str, other: str, random: Random) -> Made | None:
    """Stop after half of the words."""
    spans = words.tokens(target)
    if len(spans) < 8:
        return None
    cut = spans[len(spans) // 2][1]
    return Made(kind="drop_half", text=target[:cut] + ".", lost=((cut, len(target)),))


def add_phrase(source: str, target: str, other: str, random: Random) -> Made | None:
    """Put a phrase of another sentence in before a stop or comma."""
    found = [*_PHRASE.finditer(other), *_ASIDE.finditer(other)]
    places = [match.start() for match in re.finditer(r"[,.!?](?= |$)", target)]
    if not found or not places:
        return None
    phrase, at = random.choice(found).group(), random.choice(places)
    return Made(
        kind="add_phrase", text=target[:at] + phrase + target[at:], added=((at, at + len(phrase)),)
    )


def negate(source: str, target: str, other: str, random: Random) -> Made | None:
    """Take a negation out, or put one in."""
    if gone := list(_NOT.finditer(target)):
        start, end = random.choice(gone).span()
        return Made(kind="negate", text=target[:start] + target[end:], lost=((start, end),))
    found = list(_AUXILIARY.finditer(target))
    # Few English sentences hold "not"; drawing one in three keeps the two directions in balance.
    if not found or random.random() > 0.35:
        return None
    at = random.choice(found).end()
    return Made(kind="negate", text=f"{target[:at]} not{target[at:]}", added=((at, at + 4),))


def change_figure(source: str, target: str, other: str, random: Random) -> Made | None:
    """Change one digit of a figure."""
    found = list(_FIGURE.finditer(target))
    if not found:
        return None
    match = random.choice(found)
    at = match.start() + random.randrange(len(match.group()))
    digit = random.choice([sign for sign in "123456789" if sign != target[at]])
    text = target[:at] + digit + target[at + 1 :]
    return Made(kind="change_figure", text=text, added=(match.span(),), lost=(match.span(),))


def change_word(source: str, target: str, other: str, random: Random) -> Made | None:
    """Put a content word of another sentence in the place of one."""
    mine = [(a, b) for a, b in words.tokens(target) if b - a > 4 and target[a:b].islower()]
    theirs = [other[a:b] for a, b in words.tokens(other) if b - a > 4 and other[a:b].islower()]
    theirs = [word for word in theirs if word not in target]
    if not mine or not theirs:
        return None
    start, end = random.choice(mine)
    alike = [word for word in theirs if word[-2:] == target[end - 2 : end]] or theirs
    word = random.choice(alike)
    text = target[:start] + word + target[end:]
    return Made(
        kind="change_word", text=text, added=((start, start + len(word)),), lost=((start, end),)
    )


def change_words(source: str, target: str, other: str, random: Random) -> Made | None:
    """Put content words of another sentence in the place of two or three."""
    text, added = target, False
    for _ in range(random.randint(2, 3)):
        made = change_word(source, text, other, random)
        if made is not None:
            text, added = made.text, True
    return Made(kind="change_words", text=text) if added else None


def swap_words(source: str, target: str, other: str, random: Random) -> Made | None:
    """Let two content words change places: who does what to whom is lost."""
    mine = [(a, b) for a, b in words.tokens(target) if b - a > 3 and target[a:b].islower()]
    return _swapped("swap_words", target, mine, random)


def swap_names(source: str, target: str, other: str, random: Random) -> Made | None:
    """Let two capitalised words change places."""
    mine = [(a, b) for a, b in words.tokens(target)[1:] if b - a > 3 and target[a].isupper()]
    return _swapped("swap_names", target, mine, random)


def _swapped(kind: str, target: str, places: Sequence[Span], random: Random) -> Made | None:
    pairs = [(one, two) for one in places for two in places if two[0] - one[1] > 3]
    if not pairs:
        return None
    (a, b), (c, d) = random.choice(pairs)
    if target[a:b] == target[c:d]:
        return None
    text = target[:a] + target[c:d] + target[b:c] + target[a:b] + target[d:]
    return Made(kind=kind, text=text, added=((a, a + d - c), (d - (b - a), d)))


def change_little(source: str, target: str, other: str, random: Random) -> Made | None:
    """Take two prepositions for others, as a word-for-word translation does."""
    places = [(a, b) for a, b in words.tokens(target) if target[a:b] in _LITTLE]
    if len(places) < 2:
        return None
    text = target
    for a, b in sorted(random.sample(places, 2), reverse=True):
        little = random.choice([word for word in _LITTLE if word != target[a:b]])
        text = text[:a] + little + text[b:]
    return Made(kind="change_little", text=text)


def drop_word(source: str, target: str, other: str, random: Random) -> Made | None:
    """Leave one content word out."""
    mine = [(a, b) for a, b in words.tokens(target)[1:] if b - a > 3]
    if len(mine) < 3:
        return None
    a, b = random.choice(mine)
    return Made(kind="drop_word", text=target[: a - 1] + target[b:], lost=((a, b),))


def move_words(source: str, target: str, other: str, random: Random) -> Made | None:
    """Move a run of words elsewhere, as a translation does that keeps a foreign order."""
    pieces = target.split()
    if len(pieces) < 8:
        return None
    size, first = random.randint(1, 3), random.randrange(1, len(pieces) - 4)
    run, rest = pieces[first : first + size], pieces[:first] + pieces[first + size :]
    places = [at for at in range(1, len(rest)) if abs(at - first) >= 3]
    if not places:
        return None
    at = random.choice(places)
    return Made(kind="move_words", text=" ".join(rest[:at] + run + rest[at:]))


def leave_source(source: str, target: str, other: str, random: Random) -> Made | None:
    """Leave a run of source words in the translation."""
    theirs, mine = words.tokens(source), words.tokens(target)
    if len(theirs) < 8 or len(mine) < 8:
        return None
    count = random.randint(2, 4)
    first = random.randrange(len(theirs) - count)
    left = source[theirs[first][0] : theirs[first + count - 1][1]]
    begin = round(first / len(theirs) * (len(mine) - count))
    start, end = mine[begin][0], mine[begin + count - 1][1]
    text = target[:start] + left + target[end:]
    return Made(
        kind="leave_source", text=text, added=((start, start + len(left)),), lost=((start, end),)
    )


def copy_all(source: str, target: str, other: str, random: Random) -> Made | None:
    """Do not translate at all."""
    return Made(kind="copy_all", text=source) if source != target else None


def another(source: str, target: str, other: str, random: Random) -> Made | None:
    """Take the translation of something else."""
    return Made(kind="another", text=other) if other != target else None


def shuffle(source: str, target: str, other: str, random: Random) -> Made | None:
    """Shuffle the words."""
    pieces = target.split()
    random.shuffle(pieces)
    return Made(kind="shuffle", text=" ".join(pieces))


def repeat(source: str, target: str, other: str, random: Random) -> Made | None:
    """Say a run of words twice or three times, as a decoder in a loop does."""
    spans = words.tokens(target)
    if len(spans) < 8:
        return None
    count, first = random.randint(1, 3), random.randrange(len(spans) - 3)
    start, end = spans[first][0], spans[first + count - 1][1]
    run = (" " + target[start:end]) * random.randint(1, 2)
    return Made(
        kind="repeat", text=target[:end] + run + target[end:], added=((end, end + len(run)),)
    )


def regroup_figure(source: str, target: str, other: str, random: Random) -> Made | None:
    """Write a large figure without its comma: the same number."""
    text = _LONG.sub(r"\1\2", target)
    return Made(kind="regroup_figure", text=text) if text != target else None


def contract(source: str, target: str, other: str, random: Random) -> Made | None:
    """Contract "is not" and the like, or write it out."""
    text = re.sub(
        r"\b(is|are|was|were|did|does|do|has|have|had|would|could|should) not\b", r"\1n't", target
    )
    if text == target:
        text = re.sub(
            r"(?<=\w)n't\b", " not", target.replace("can't", "cannot").replace("won't", "will not")
        )
    return Made(kind="contract", text=text) if text != target else None


def move_lead(source: str, target: str, other: str, random: Random) -> Made | None:
    """Put the opening phrase last: "In May, he left." → "He left in May."."""
    match = _LEAD.match(target)
    if match is None:
        return None
    lead, rest, stop = match.groups()
    text = f"{rest[0].upper()}{rest[1:]} {lead[0].lower()}{lead[1:]}{stop}"
    return Made(kind="move_lead", text=text)


def say_otherwise(source: str, target: str, other: str, random: Random) -> Made | None:
    """Say the same denial in other words, or write a small number as a word or a figure."""
    for pattern, instead in random.sample(_SAME_DENIAL, len(_SAME_DENIAL)):
        text = re.sub(pattern, instead, target, count=1)
        if text != target:
            return Made(kind="say_otherwise", text=text)
    return None


def spell_number(source: str, target: str, other: str, random: Random) -> Made | None:
    """Write a small number as a word, or as a figure."""
    text = re.sub(
        r"(?<![\d.,:-])([2-9]|1[0-2])(?= [a-z])", lambda at: _NUMERALS[int(at[1])], target, count=1
    )
    if text == target:
        text = re.sub(
            r"\b(two|three|four|five|six|seven|eight|nine|ten)(?= [a-z])",
            lambda at: str(_NUMERALS.index(at[1])), target, count=1,
        )  # fmt: skip
    return Made(kind="spell_number", text=text) if text != target else None


def drop_that(source: str, target: str, other: str, random: Random) -> Made | None:
    """Leave "that" out after a verb of saying, or put it in."""
    text = re.sub(r"\b(said|says|believes?|thinks?|claims?|knew|know) that\b", r"\1", target)
    if text == target:
        text = re.sub(r"\b(said|says|believes?|claims?) (?=(?:he|she|it|they|the)\b)",
                      r"\1 that ", target)  # fmt: skip
    return Made(kind="drop_that", text=text) if text != target else None


WRONG: Mapping[str, Maker] = {
    maker.__name__: maker
    for maker in (
        drop_phrase, drop_half, add_phrase, negate, change_figure, change_word, change_words,
        swap_words, swap_names, change_little, drop_word, move_words, leave_source, copy_all,
        another, shuffle, repeat,
    )
}  # fmt: skip
"""Makers of wrong translations."""

RIGHT: Mapping[str, Maker] = {
    maker.__name__: maker
    for maker in (regroup_figure, contract, move_lead, say_otherwise, spell_number, drop_that)
}
"""Makers of right translations that are written another way."""


def make(
    pairs: Sequence[tuple[str, str]], kinds: Sequence[str], *, each: int, seed: int
) -> list[tuple[int, Made]]:
    """Make up to *each* translations of every kind from right *pairs*: (pair index, made)."""
    makers = {**WRONG, **RIGHT}
    found: list[tuple[int, Made]] = []
    for kind in kinds:
        random = Random(f"{seed} {kind}")
        order = random.sample(range(len(pairs)), len(pairs))
        here: list[tuple[int, Made]] = []
        for index in order:
            source, target = pairs[index]
            other = pairs[random.randrange(len(pairs))][1]
            made = makers[kind](source, target, other, random)
            if made is not None and made.text.strip():
                here.append((index, made))
            if len(here) == each:
                break
        found += here
    return found
