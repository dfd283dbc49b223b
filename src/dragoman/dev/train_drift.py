"""Train the drift model from public data: ``python -m dragoman.dev.train_drift --data DIR``.

DIR holds ``train/LL-en.tsv`` and ``dev/LL-en.tsv`` for ro, et, ru, ne (MLQE-PE, CC0; columns
source, target, z) and ``demetr.tsv`` (DEMETR, MIT; lang, phenomenon, source, good, bad). Pairs of
``perturb`` are made from both. DEMETR is split by a hash of its source sentences: one half teaches,
the other is reported. ``train/de-en.tsv`` (WMT18, research use) is only measured,
never learned from.

    --gold FOLDER     human translations of news to calibrate on (default: corpora/news/dev)
    --without ro      leave a language out of what is learned, to see how an unseen one fares
    --report FILE     write the measured figures as JSON
    --keep            do not replace the shipped model
    --rows N          how many rows of each training file (default: all)
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from dragoman import encoder as encoders
from dragoman import score
from dragoman.dev import drift_head, perturb
from dragoman.dev.drift_report import Judged, report
from dragoman.encoder.protocol import Encoder, Encoding
from dragoman.model import Side
from dragoman.score.features import features
from dragoman.score.model import Model
from dragoman.vectors import Vectors

SCORED = ("ro", "et", "ru", "ne")
CONTRASTED = ("de", "fr", "es", "it", "pl", "ru")
DIMS = (32, 96, 96)
"""Principal directions of the three layers that the head learns on; more cost time, not quality."""

RIDGE, CONTRAST = 0.03, 0.003
"""Regularisation of the two linear parts; a factor of three either way moves nothing by .005."""

SHARES = (0.5, 1.0, 1.5)
"""How much the linear part taught by human scores, the one taught by contrasts and the head count,
each scaled to unit variance. Human scores count twice what contrasts do: with equal shares Estonian
and Russian lose .015, with more than this the paired accuracy falls."""

MADE_EACH = 90
OUT = Path(score.__file__).parent / "data" / "model.npz"


@dataclass(frozen=True, kw_only=True)
class Set:
    """Pairs of one language, encoded: raw features and what the head reads."""

    lang: str
    raw: Vectors
    plain: Vectors
    left: drift_head.Side
    right: drift_head.Side
    human: Vectors | None = None
    tags: tuple[str, ...] = ()

    def pairs(self, model: Model) -> drift_head.Pairs:
        """Return the pairs in the shape that the head learns from."""
        z = self.human
        rows = np.arange(len(self.raw))
        return drift_head.Pairs(
            left=self.left,
            right=self.right,
            rows=(rows, rows),
            numbers=(0.3 * standard(self.raw, model)).astype(np.float32),
            human=None if z is None else ((z - z.mean()) / z.std()).astype(np.float32),
        )


class Workshop:
    """The encoder, and the directions in which the head sees tokens."""

    def __init__(self) -> None:
        self.encoder: Encoder = encoders.load(threads=2)
        self.bases: list[Vectors] = []
        self.names: tuple[str, ...] = ()

    def centre(self, lang: str, side: Side) -> score.Centres:
        """Return the stored means of a language."""
        return score.centres(lang, side, None, model_revision=self.encoder.revision)

    def learn_bases(self, pairs: Sequence[tuple[str, str, str]]) -> None:
        """Find the principal directions of centred tokens, from (language, source, target)."""
        sums = np.zeros((3, self.encoder.dimension, self.encoder.dimension))
        for at, code, side in ((1, None, Side.SOURCE), (2, "en", Side.TARGET)):
            encodings = self.encoder.encode([pair[at] for pair in pairs])
            for pair, encoding in zip(pairs, encodings, strict=True):
                lang = code or pair[0]
                units = _passage(lang, "", encoding).unit_tokens(self.centre(lang, side))
                sums += units.transpose(0, 2, 1) @ units
        for matrix, count in zip(sums, DIMS, strict=True):
            _, vectors = np.linalg.eigh(matrix)
            self.bases.append(vectors[:, ::-1][:, :count].astype(np.float32))

    def prepare(self, lang: str, pairs: Sequence[tuple[str, str]], **extra: Any) -> Set:
        """Encode pairs and describe them."""
        centres = self.centre(lang, Side.SOURCE), self.centre("en", Side.TARGET)
        rows: list[list[float]] = []
        plain: list[float] = []
        sides: tuple[list[Any], list[Any]] = ([], [])
        for at in range(0, len(pairs), 256):
            chunk = pairs[at : at + 256]
            texts = list(dict.fromkeys(text for pair in chunk for text in pair))
            known = dict(zip(texts, self.encoder.encode(texts), strict=True))
            for pair in chunk:
                both = [
                    _passage(code, text, known[text])
                    for code, text in zip((lang, "en"), pair, strict=True)
                ]
                found = features(both[0], both[1], centres)
                self.names = tuple(found)
                rows.append(list(found.values()))
                plain.append(float(known[pair[0]].sentence @ known[pair[1]].sentence))
                for held, passage, centre in zip(sides, both, centres, strict=True):
                    units = passage.unit_tokens(centre)
                    seen = [plane @ base for plane, base in zip(units, self.bases, strict=True)]
                    held.append((np.concatenate(seen, 1), passage.pooled(centre)))
        left, right = (
            drift_head.Side(
                tokens=np.concatenate([tokens for tokens, _ in held]).astype(np.float16),
                offsets=np.cumsum([0, *(len(tokens) for tokens, _ in held)]),
                pooled=np.array([pooled for _, pooled in held]),
            )
            for held in sides
        )
        print(f"{lang}: {len(pairs)} pairs", flush=True)
        raw, cosines = np.array(rows, np.float32), np.array(plain, np.float32)
        return Set(lang=lang, raw=raw, plain=cosines, left=left, right=right, **extra)


def _passage(lang: str, text: str, encoding: Encoding) -> score.Passage:
    return score.Passage(lang=lang, sentences=((0, text, encoding),))


def standard(raw: Vectors, model: Model) -> Vectors:
    """Standardise raw features as ``Model.standardised`` does."""
    return np.asarray(np.clip((raw - model.mean) / model.scale, -5, 5), np.float32)


def read_rows(path: Path, limit: int | None = None) -> list[dict[str, str]]:
    """Read a table; with a *limit*, rows picked by a hash of the source."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return sorted(rows, key=lambda row: _hash(row["source"]))[:limit] if limit else rows


def unseen(source: str) -> bool:
    """Tell whether a DEMETR source belongs to the half that is only reported on."""
    return _hash(source) % 2 == 1


def _hash(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest(), 16)


def scored(shop: Workshop, path: Path, lang: str, limit: int | None = None) -> Set:
    """Prepare a table of pairs with human scores."""
    rows = read_rows(path, limit)
    human = np.array([float(row["z"]) for row in rows], np.float32)
    return shop.prepare(lang, [(row["source"], row["target"]) for row in rows], human=human)


def contrasts(shop: Workshop, rows: Iterable[dict[str, str]], lang: str) -> tuple[Set, Set]:
    """Prepare the good and the bad side of DEMETR rows."""
    own = [row for row in rows if row["lang"] == lang]
    tags = tuple(row["phenomenon"] for row in own)
    good, bad = (
        shop.prepare(lang, [(row["source"], row[key]) for row in own], tags=tags)
        for key in ("good", "bad")
    )
    return good, bad


def made(shop: Workshop, path: Path, lang: str, limit: int | None) -> tuple[Set, Set]:
    """Make wrong and right variants of well-rated training pairs."""
    rows = [row for row in read_rows(path, limit) if float(row["z"]) > 0.5]
    pairs = [(row["source"], row["target"]) for row in rows if len(row["target"].split()) > 5]
    kinds = [*perturb.WRONG, *perturb.RIGHT]
    found = perturb.make(pairs, kinds, each=MADE_EACH, seed=1)
    tags = tuple(one.kind for _, one in found)
    good = shop.prepare(lang, [pairs[index] for index, _ in found], tags=tags)
    bad = shop.prepare(lang, [(pairs[index][0], one.text) for index, one in found], tags=tags)
    return good, bad


def gold_pairs(folder: Path) -> dict[str, list[tuple[str, str]]]:
    """Read the aligned passages of a gold corpus's human translations, by source language."""
    found: dict[str, list[tuple[str, str]]] = {}
    for path in sorted(folder.glob("*.gold.toml")):
        gold = tomllib.loads(path.read_text(encoding="utf-8"))
        if gold["kind"] != "professional":
            continue
        texts = [(folder / gold[side]).read_text("utf-8") for side in ("source", "target")]
        for bead in re.findall(r"\[([\d,]+)\]:\[([\d,]+)\]", gold["alignment"]):
            spans = [
                [gold["sentences"][side][int(index)] for index in members.split(",")]
                for side, members in zip(("source", "target"), bead, strict=True)
            ]
            pair = [
                " ".join(text[start:end] for start, end in those)
                for text, those in zip(texts, spans, strict=True)
            ]
            # Markup would need the reader; plain passages are enough.
            if not any(re.search("[<&*_]", text) for text in pair) and min(map(_words, pair)) > 3:
                found.setdefault(gold["source_lang"], []).append((pair[0], pair[1]))
    return found


def _words(text: str) -> int:
    return len(text.split())


def fit(
    taught: Sequence[Set], paired: Sequence[tuple[Set, Set]], shop: Workshop, about: dict[str, Any]
) -> Model:
    """Fit the linear parts, the head and the calibration."""
    middle = np.concatenate([one.raw - one.raw.mean(axis=0) for one in taught])
    model = Model(
        names=shop.names,
        mean=np.mean([one.raw.mean(axis=0) for one in taught], axis=0),
        scale=middle.std(axis=0) + 1e-3,
        linear=np.zeros(len(shop.names), np.float32),
        head={},
        middle={},
        spread=1.0,
        about=about,
    )
    inputs = [standard(one.raw, model) for one in taught]
    inputs = [one - one.mean(axis=0) for one in inputs]
    stacked = np.concatenate(inputs)
    scores = [one.human for one in taught if one.human is not None]
    human = np.concatenate([(z - z.mean()) / z.std() for z in scores])
    ridge = np.linalg.solve(
        stacked.T @ stacked / len(stacked) + RIDGE * np.eye(stacked.shape[1]),
        stacked.T @ human / len(stacked),
    )
    contrast = _contrast(paired, model)
    parts = [ridge / (stacked @ ridge).std(), contrast / (stacked @ contrast).std()]
    linear = SHARES[0] * parts[0] + SHARES[1] * parts[1]
    head = drift_head.train(
        [one.pairs(model) for one in taught],
        [(good.pairs(model), bad.pairs(model), _equal(good.tags)) for good, bad in paired],
        dims=DIMS,
    )
    spread = np.mean([drift_head.predict(head, one.pairs(model)).std() for one in taught])
    arrays = head.arrays(shop.bases)
    for name in ("out.w", "out.b"):
        arrays[name] = arrays[name] * (SHARES[2] / spread)
    return replace(model, linear=linear.astype(np.float32), head=arrays)


def _equal(tags: Sequence[str]) -> Any:
    return np.array([tag in perturb.RIGHT for tag in tags])


def _contrast(paired: Sequence[tuple[Set, Set]], model: Model) -> Vectors:
    """Fit a logistic regression to the lead of right pairs over wrong ones (Newton's method)."""
    leads, weights = [], []
    for good, bad in paired:
        lead = standard(good.raw, model) - standard(bad.raw, model)
        wrong = ~_equal(good.tags)
        leads.append(lead[wrong])
        # What DEMETR calls critical counts twice, our own pairs half: they are easier.
        marks = np.array([2.0 if "critical" in tag else 0.5 if "_id" not in tag else 1.0
                          for tag in good.tags])  # fmt: skip
        weights.append(marks[wrong])
    stacked, weight = np.concatenate(leads), np.concatenate(weights)
    line = np.zeros(stacked.shape[1])
    for _ in range(40):
        miss = 1 / (1 + np.exp(np.clip(stacked @ line, -30, 30)))
        slope = -(stacked * (weight * miss)[:, None]).mean(axis=0) + CONTRAST * line
        bend = (stacked * (weight * miss * (1 - miss))[:, None]).T @ stacked / len(stacked)
        line -= np.linalg.solve(bend + CONTRAST * np.eye(len(line)), slope)
    return np.asarray(line, np.float32)


def raw_scores(model: Model, one: Set) -> Vectors:
    """Return raw scores of a set, exactly as ``score.judge.raw`` gives them."""
    from dragoman.score.model import head_score

    def planes(side: drift_head.Side, at: int) -> Any:
        piece = side.tokens[side.offsets[at] : side.offsets[at + 1]].astype(np.float32)
        return np.split(piece, np.cumsum(DIMS)[:-1], axis=1)

    numbers = standard(one.raw, model)
    head = {**model.head, **{f"p{at}": model.about["projected"][at] for at in range(3)}}
    pairs = zip(one.left.pooled, one.right.pooled, numbers, strict=True)
    found = [
        head_score(head, (planes(one.left, at), planes(one.right, at), (u, v), 0.3 * row))
        for at, (u, v, row) in enumerate(pairs)
    ]
    return np.asarray(numbers @ model.linear + np.array(found), np.float32)


def calibrate(model: Model, good: Sequence[tuple[str, Vectors]]) -> Model:
    """Set each language's middle, and one spread for all, from raw scores of good translations."""
    middle = {lang: float(np.median(raws)) for lang, raws in good}
    spread = np.mean([np.median(raws) - np.percentile(raws, 5) for _, raws in good])
    return replace(
        model,
        middle={**middle, "general": float(np.mean(list(middle.values())))},
        spread=float(spread),
    )


def save(model: Model, path: Path) -> None:
    """Write the data file."""
    about = {key: value for key, value in model.about.items() if key != "projected"}
    about |= {"middle": model.middle, "spread": model.spread}
    arrays: dict[str, Any] = {
        "names": np.array(model.names),
        "mean": model.mean.astype(np.float32),
        "scale": model.scale.astype(np.float32),
        "linear": model.linear,
        "about": np.array(json.dumps(about, sort_keys=True)),
    }
    arrays |= {f"head.{name}": value.astype(np.float16) for name, value in model.head.items()}
    np.savez_compressed(path, **arrays)


def main(argv: Sequence[str] | None = None) -> None:
    """Train, measure, and write the model."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--gold", type=Path, default=Path("corpora/news/dev"))
    parser.add_argument("--without", default="")
    parser.add_argument("--report", type=Path)
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--rows", type=int)
    options = parser.parse_args(argv)
    shop = Workshop()
    langs = [lang for lang in SCORED if lang != options.without]
    tables = {lang: options.data / "train" / f"{lang}-en.tsv" for lang in SCORED}
    shop.learn_bases(
        [
            (lang, row["source"], row["target"])
            for lang in langs
            for row in read_rows(tables[lang], 600)
        ]
    )
    taught = [scored(shop, tables[lang], lang, options.rows) for lang in langs]
    demetr = read_rows(options.data / "demetr.tsv")
    seen = [row for row in demetr if not unseen(row["source"])]
    paired = [contrasts(shop, seen, lang) for lang in CONTRASTED]
    own = [made(shop, tables[lang], lang, options.rows) for lang in langs]
    about = {
        "data": "MLQE-PE train (CC0), DEMETR (MIT) half by source hash, rule-made pairs of both",
        "date": date.today().isoformat(),
        "encoder": shop.encoder.revision,
        "without": options.without,
    }
    model = fit(taught, [*paired, *own], shop, about)
    merged = [np.linalg.pinv(base) @ model.head[f"p{at}"] for at, base in enumerate(shop.bases)]
    model = replace(model, about={**about, "projected": merged})
    goods: dict[str, list[Vectors]] = {}
    for (good, _), lang in zip(paired, CONTRASTED, strict=True):
        goods.setdefault(lang, []).append(np.unique(raw_scores(model, good)))
    for one in taught:
        assert one.human is not None
        top = one.human >= np.quantile(one.human, 0.75)
        goods.setdefault(one.lang, []).append(raw_scores(model, one)[top])
    for lang, pairs in gold_pairs(options.gold).items():
        goods.setdefault(lang, []).append(raw_scores(model, shop.prepare(lang, pairs)))
    model = calibrate(model, [(lang, np.concatenate(raws)) for lang, raws in goods.items()])
    if not options.keep:
        save(model, OUT)
    if options.report:
        judged = measure(shop, model, options.data, demetr)
        options.report.write_text(json.dumps(report(judged, about), indent=1) + "\n", "utf-8")


def measure(
    shop: Workshop, model: Model, data: Path, demetr: Sequence[dict[str, str]]
) -> list[Judged]:
    """Judge what was not learned from: the dev files, WMT18, and DEMETR's other half."""
    sets: list[tuple[str, Set]] = [
        (f"MLQE-PE dev {lang}-en", scored(shop, data / "dev" / f"{lang}-en.tsv", lang))
        for lang in SCORED
    ]
    if (foreign := data / "train" / "de-en.tsv").exists():
        sets.append(("WMT18 HTER de-en", scored(shop, foreign, "de", 3000)))
    held = [row for row in demetr if unseen(row["source"])]
    for lang in CONTRASTED:
        good, bad = contrasts(shop, held, lang)
        sets += [(f"DEMETR {lang} good", good), (f"DEMETR {lang} bad", bad)]
    return [
        Judged(
            name=name,
            lang=one.lang,
            drift=np.array([model.drift(float(raw), one.lang) for raw in raw_scores(model, one)]),
            plain=one.plain,
            centred=one.raw[:, model.names.index("cosine")],
            human=one.human,
            tags=one.tags,
        )
        for name, one in sets
    ]


if __name__ == "__main__":
    main()
