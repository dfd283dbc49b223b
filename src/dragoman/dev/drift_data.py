"""What the drift model learns from: tables of public data, encoded, described and kept on disk."""

from __future__ import annotations

import csv
import hashlib
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from dragoman import encoder as encoders
from dragoman import score
from dragoman.dev import perturb
from dragoman.encoder.protocol import Encoder, Encoding
from dragoman.model import Side
from dragoman.score.features import cosines, features
from dragoman.score.reader import MIDDLE, answers
from dragoman.score.states import means
from dragoman.vectors import Vectors

SCORED = ("ro", "et", "ru", "ne")
CONTRASTED = ("de", "fr", "es", "it", "pl", "ru")
NEWS = "de"
"""Language of the news with professional translations."""

MADE_EACH = 90
"""Pairs made of each kind and language."""

LONGEST = 80
"""Tokens of a side that the reader learns from; 98 in 100 sentences have fewer."""

Row = tuple[str, str, str]
"""Source, target, and the phenomenon or kind of error (may be empty)."""


Both = tuple[score.Passage, score.Passage]
Encodings = tuple[Encoding, Encoding]


@dataclass(frozen=True, kw_only=True)
class Pairs:
    """Pairs of one language: features, and what the reader reads, for both sides.

    ``tokens`` (total, d) are middle-layer states, ``offsets`` tell where each text begins,
    ``answers`` and ``partners`` see ``score.reader.answers``; ``human`` scores are standardised.
    """

    lang: str
    rows: tuple[Row, ...]
    raw: Vectors
    plain: Vectors
    tokens: tuple[Any, Any]
    offsets: tuple[Any, Any]
    answers: tuple[Any, Any]
    partners: tuple[Any, Any]
    centres: tuple[Vectors, Vectors]
    human: Any = None

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def tags(self) -> tuple[str, ...]:
        """The kinds of error."""
        return tuple(tag for _, _, tag in self.rows)

    def length(self, row: int) -> int:
        """Return how many rows the reader gets."""
        sizes = (offsets[row + 1] - offsets[row] for offsets in self.offsets)
        return 1 + sum(min(int(size), LONGEST) for size in sizes)

    @cached_property
    def states(self) -> Vectors:
        """The mean states of every pair, shape (n, 2 d), as ``score.states`` gives them."""
        return np.array([self._states(row) for row in range(len(self))], np.float32)

    def _states(self, row: int) -> Vectors:
        spans = [slice(at[row], at[row + 1]) for at in self.offsets]
        source, target = (
            tokens[span].astype(np.float32) - centre
            for tokens, span, centre in zip(self.tokens, spans, self.centres, strict=True)
        )
        return means(source, target, target[self.partners[0][spans[0]]])

    def inputs(self, row: int) -> dict[str, Any]:
        """Return what ``score.reader.inputs`` gives for a pair, but the pool."""
        spans = [slice(at[row], min(at[row + 1], at[row] + LONGEST)) for at in self.offsets]
        states = [
            tokens[span].astype(np.float32) - centre
            for tokens, span, centre in zip(self.tokens, spans, self.centres, strict=True)
        ]
        cut = [
            np.minimum(to[span], len(other) - 1)
            for to, span, other in zip(self.partners, spans, states[::-1], strict=True)
        ]
        known = [
            one[span].astype(np.float32) for one, span in zip(self.answers, spans, strict=True)
        ]
        first = np.zeros((1, states[0].shape[1]), np.float32)
        return {
            "states": np.concatenate((first, *states))[None],
            "partners": np.concatenate((first, states[1][cut[0]], states[0][cut[1]]))[None],
            "answers": np.concatenate((np.zeros((1, known[0].shape[1]), np.float32), *known))[None],
            "parts": np.repeat(np.eye(3, dtype=np.float32), [1, *map(len, states)], axis=0)[None],
        }


class Workshop:
    """Encodes pairs, and keeps them under *folder*, if there is one, by their content."""

    def __init__(self, folder: Path | None = None) -> None:
        self.encoder: Encoder = encoders.load(threads=1)
        self.folder = folder
        self.names: tuple[str, ...] = ()

    def centre(self, lang: str, side: Side) -> score.Centres:
        """Return the stored means of a language."""
        return score.centres(lang, side, None, model_revision=self.encoder.revision)

    def centres(self, lang: str) -> tuple[score.Centres, score.Centres]:
        """Return the means of a pair of languages, the second English."""
        return self.centre(lang, Side.SOURCE), self.centre("en", Side.TARGET)

    def prepare(self, lang: str, rows: Sequence[Row], human: Any = None) -> Pairs:
        """Encode pairs and describe them, or read what an earlier run kept."""
        arrays = self._kept(lang, rows)
        self.names = tuple(str(name) for name in arrays["names"])
        centres = self.centres(lang)

        def both(name: str) -> tuple[Any, Any]:
            return arrays[f"{name}0"], arrays[f"{name}1"]

        return Pairs(
            lang=lang, rows=tuple(rows), raw=arrays["raw"], plain=arrays["plain"],
            tokens=both("tokens"), offsets=both("offsets"), answers=both("answers"),
            partners=both("partners"), human=human,
            centres=(centres[0].tokens[MIDDLE], centres[1].tokens[MIDDLE]),
        )  # fmt: skip

    def key(self, lang: str, rows: Sequence[Row]) -> str:
        """Name a set of pairs by its content."""
        digest = hashlib.sha256(f"{lang} {self.encoder.revision}".encode())
        for source, target, _ in rows:
            digest.update(f"{source}\t{target}\n".encode())
        return digest.hexdigest()[:16]

    def _kept(self, lang: str, rows: Sequence[Row]) -> dict[str, Any]:
        if self.folder is None:
            return self._describe(lang, rows)
        path = self.folder / f"{lang}-{self.key(lang, rows)}.npz"
        if not path.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            np.savez(path, **self._describe(lang, rows))
        with np.load(path) as arrays:
            return dict(arrays)

    def _describe(self, lang: str, rows: Sequence[Row]) -> dict[str, Any]:
        centres = self.centres(lang)
        found: dict[str, list[Any]] = {name: [] for name in ("raw", "plain")}
        sides: dict[str, list[Any]] = {
            f"{name}{side}": [] for name in ("tokens", "answers", "partners") for side in (0, 1)
        }
        names: tuple[str, ...] = ()
        for pair, encodings in self.encoded(lang, rows):
            planes = cosines(*pair, centres)
            numbers = features(*pair, centres, planes)
            names = tuple(numbers)
            found["raw"].append(list(numbers.values()))
            found["plain"].append(encodings[0].sentence @ encodings[1].sentence)
            for side, seen in enumerate((planes, [plane.T for plane in planes])):
                known, partners = answers(seen)
                sides[f"tokens{side}"].append(encodings[side].tokens[MIDDLE].astype(np.float16))
                sides[f"answers{side}"].append(known.astype(np.float16))
                sides[f"partners{side}"].append(partners.astype(np.int16))
        print(f"{lang}: {len(rows)} pairs encoded", flush=True)
        return {
            "names": np.array(names),
            **{name: np.array(values, np.float32) for name, values in found.items()},
            **{name: np.concatenate(values) for name, values in sides.items()},
            **{
                f"offsets{side}": np.cumsum([0, *map(len, sides[f"tokens{side}"])])
                for side in (0, 1)
            },
        }

    def encoded(self, lang: str, rows: Sequence[Row]) -> Iterator[tuple[Both, Encodings]]:
        """Yield each pair as passages, with their encodings."""
        for at in range(0, len(rows), 256):
            chunk = rows[at : at + 256]
            texts = list(dict.fromkeys(text for row in chunk for text in row[:2]))
            known = dict(zip(texts, self.encoder.encode(texts), strict=True))
            for source, target, _ in chunk:
                left, right = known[source], known[target]
                both = _passage(lang, source, left), _passage("en", target, right)
                yield both, (left, right)


def _passage(lang: str, text: str, encoding: Encoding) -> score.Passage:
    return score.Passage(lang=lang, sentences=((0, text, encoding),))


# ------------------------------------------------------------------------------------------ tables


def number(text: str) -> int:
    """Return a number that depends on a text alone, to pick by."""
    return int(hashlib.sha256(text.encode()).hexdigest(), 16)


def read_rows(path: Path, limit: int | None = None) -> list[dict[str, str]]:
    """Read a table; with a *limit*, rows picked by a hash of the source."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return sorted(rows, key=lambda row: number(row["source"]))[:limit] if limit else rows


def held(source: str) -> bool:
    """Tell whether a source sentence belongs to the tenth on which shares are chosen."""
    return number("held" + source) % 10 == 0


def unseen(source: str) -> bool:
    """Tell whether a DEMETR source belongs to the half that is only reported on."""
    return number(source) % 2 == 1


def scored(path: Path, limit: int | None = None) -> tuple[list[Row], Any]:
    """Read pairs with human scores."""
    rows = read_rows(path, limit)
    human = np.array([float(row["z"]) for row in rows], np.float32)
    return [(row["source"], row["target"], "") for row in rows], human


def references(path: Path) -> list[Row]:
    """Read news sentences of four words and more with their professional translations."""
    rows = [row for row in read_rows(path) if len(row["source"].split()) > 3 and row["reference"]]
    return [(row["source"], row["reference"], "") for row in rows]


def contrasts(rows: Sequence[dict[str, str]], lang: str) -> tuple[list[Row], list[Row]]:
    """Return the good and the bad side of DEMETR rows."""
    own = [row for row in rows if row["lang"] == lang]
    good, bad = (
        [(row["source"], row[key], row["phenomenon"]) for row in own] for key in ("good", "bad")
    )
    return good, bad


def made(path: Path, limit: int | None = None) -> tuple[list[Row], list[Row]]:
    """Make wrong and right variants of well-rated pairs: the old ones, the new ones."""
    rows = [row for row in read_rows(path, limit) if float(row["z"]) > 0.5]
    pairs = [(row["source"], row["target"]) for row in rows if len(row["target"].split()) > 5]
    found = perturb.make(pairs, [*perturb.WRONG, *perturb.RIGHT], each=MADE_EACH, seed=1)
    good = [(*pairs[index], one.kind) for index, one in found]
    return good, [(pairs[index][0], one.text, one.kind) for index, one in found]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A passage of a gold corpus: ``kind`` is "human", or of machine translations the worst that is
    marked in it: "drift" (major or critical), "other" or "clean"."""

    lang: str
    row: Row
    kind: str


def gold_passages(folder: Path) -> list[Passage]:
    """Read the aligned passages of a gold corpus, but for those with markup or under four words."""
    found: list[Passage] = []
    for path in sorted(folder.glob("*.gold.toml")):
        gold = tomllib.loads(path.read_text(encoding="utf-8"))
        texts = [(folder / gold[side]).read_text("utf-8") for side in ("source", "target")]
        for bead in re.findall(r"\[([\d,]+)\]:\[([\d,]+)\]", gold["alignment"]):
            spans = [
                [gold["sentences"][side][int(index)] for index in members.split(",")]
                for side, members in zip(("source", "target"), bead, strict=True)
            ]
            source, target = (
                " ".join(text[start:end] for start, end in those)
                for text, those in zip(texts, spans, strict=True)
            )
            # Markup would need the reader of pages; plain passages are enough.
            plain = not any(re.search("[<&*_]", text) for text in (source, target))
            if plain and min(len(source.split()), len(target.split())) > 3:
                row = (source, target, "")
                found.append(Passage(lang=gold["source_lang"], row=row, kind=_kind(gold, target)))
    return found


def _kind(gold: dict[str, Any], target: str) -> str:
    if gold["kind"] == "professional":
        return "human"
    here = [one for one in gold.get("finding", ()) if one.get("target") and one["target"] in target]
    drifted = [
        one
        for one in here
        if "drift" in (one["family"], *one.get("also", ()))
        and one["severity"] != "minor"
        and not one.get("optional")
    ]
    return "drift" if drifted else "other" if here else "clean"
