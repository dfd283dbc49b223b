"""Train the drift model from public data: ``python -m dragoman.dev.train_drift --data DIR``.

DIR holds ``train/LL-en.tsv`` and ``dev/LL-en.tsv`` for ro, et, ru, ne (MLQE-PE, CC0; columns
source, target, z) and ``demetr.tsv`` (DEMETR, MIT; lang, phenomenon, source, good, bad). Pairs of
``perturb`` are made from MLQE-PE. DEMETR is split by a hash of its source sentences: one half
teaches, the other is reported. Of each training table a tenth, by hash, is held: on it the reader's
share in those languages is chosen. ``train/de-en.tsv`` (WMT18, research use) is only measured,
never learned from.

    --gold FOLDER     human translations of news to calibrate on (default: corpora/news/dev)
    --news FILE       German news with professional translations (WMT21, research use; columns
                      source, reference): one half by hash helps to calibrate German, the other is
                      reported; nothing is learned from it but two numbers
    --keep-in FOLDER  keep what is encoded, so that another run need not do it again (5 GB)
    --without ru      leave a language out of what is learned, to see how an unseen one fares;
                      prints its figures on the held tenth and writes nothing
    --report FILE     do not train: write the measured figures of the shipped model as JSON, and its
                      tables into the README.md beside it
    --calibrate       do not train: choose the shares and calibrate the shipped weights again
    --rows N          how many rows of each training table are taught (default: all)

Its stages: encode; fit the linear part and train the reader; choose the reader's share on the held
tenth; write the reader; choose its share elsewhere and calibrate, which ``--calibrate`` runs alone.
One core needs about 15 minutes to encode, 30 to train and 3 for the rest, 4 more for ``--report``.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from dragoman import score
from dragoman.dev import drift_reader, perturb
from dragoman.dev.drift_data import (
    CONTRASTED,
    NEWS,
    SCORED,
    Pairs,
    Row,
    Workshop,
    contrasts,
    gold_passages,
    held,
    made,
    read_rows,
    references,
    scored,
    unseen,
)
from dragoman.dev.drift_report import Judged, page, report
from dragoman.dev.drift_scale import calibrate, choose_elsewhere, good_scores, major_curve
from dragoman.score import model as shipped
from dragoman.score.features import cosines
from dragoman.score.judge import raw
from dragoman.score.model import Model
from dragoman.vectors import Vectors

RIDGE, CONTRAST = 0.03, 0.003
"""Regularisation of the two linear parts; a factor of three either way moves nothing by .005."""

LINEAR_SHARES = (0.5, 1.0)
"""How much the linear part taught by human scores and the one taught by contrasts count, each
scaled to unit variance."""

READER_SHARES = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0)
"""What is tried for the reader's share beside the linear part, both scaled to unit variance."""

SEED = 1
DATA = Path(score.__file__).parent / "data"


@dataclass(frozen=True, kw_only=True)
class Material:
    """What a run learns from, and the held tenth: scored pairs, and pairs of translations."""

    taught: list[Pairs]
    led: list[drift_reader.Led]
    held: list[Pairs]
    held_led: list[drift_reader.Led]


def gather(shop: Workshop, data: Path, without: str, limit: int | None) -> Material:
    """Read, make and encode everything."""
    found = Material(taught=[], led=[], held=[], held_led=[])
    for lang in SCORED:
        table = data / "train" / f"{lang}-en.tsv"
        rows, human = scored(table)
        kept = np.array([held(row[0]) for row in rows])
        few = {row[0] for row in scored(table, limit)[0]}
        few_of = np.array([row[0] in few for row in rows])
        for chosen, into in ((~kept & few_of, found.taught), (kept, found.held)):
            if lang != without or into is found.held:
                z = human[chosen]
                own = [rows[at] for at in np.flatnonzero(chosen)]
                into.append(shop.prepare(lang, own, (z - z.mean()) / z.std()))
        if lang != without:
            _add(found, lambda one: held(one), *_both(shop, lang, made(table, limit)))
    demetr = [row for row in read_rows(data / "demetr.tsv") if not unseen(row["source"])]
    for lang in CONTRASTED:
        if lang != without:
            _add(found, lambda one: False, *_both(shop, lang, contrasts(demetr, lang)))
    return found


def _both(shop: Workshop, lang: str, rows: tuple[list[Row], list[Row]]) -> tuple[Pairs, Pairs]:
    return shop.prepare(lang, rows[0]), shop.prepare(lang, rows[1])


def _add(found: Material, kept: Any, good: Pairs, other: Pairs) -> None:
    marks = np.array([kept(row[0]) for row in good.rows])
    equal = np.array([tag in perturb.RIGHT for tag in good.tags])
    for chosen, into in ((~marks, found.led), (marks, found.held_led)):
        if chosen.any():
            rows = np.flatnonzero(chosen)
            into.append(drift_reader.Led(good=good, other=other, equal=equal, rows=rows))


def fit_linear(taught: Sequence[Pairs], led: Sequence[drift_reader.Led], shop: Workshop) -> Model:
    """Fit the linear parts; the model's raw scores have unit variance on what was taught."""
    spread = np.concatenate([one.raw - one.raw.mean(axis=0) for one in taught])
    model = Model(
        names=shop.names,
        mean=np.mean([one.raw.mean(axis=0) for one in taught], axis=0),
        scale=spread.std(axis=0) + 1e-3,
        linear=np.zeros(len(shop.names), np.float32),
        reader={},
        middle={},
        spread={},
        about={},
    )
    inputs = [standard(one.raw, model) for one in taught]
    stacked = np.concatenate([one - one.mean(axis=0) for one in inputs])
    human = np.concatenate([one.human for one in taught])
    ridge = np.linalg.solve(
        stacked.T @ stacked / len(stacked) + RIDGE * np.eye(stacked.shape[1]),
        stacked.T @ human / len(stacked),
    )
    contrast = _contrast(led, model)
    parts = [ridge / (stacked @ ridge).std(), contrast / (stacked @ contrast).std()]
    linear = LINEAR_SHARES[0] * parts[0] + LINEAR_SHARES[1] * parts[1]
    return replace(model, linear=(linear / (stacked @ linear).std()).astype(np.float32))


def standard(raw: Vectors, model: Model) -> Vectors:
    """Standardise raw features as ``Model.standardised`` does."""
    return np.asarray(np.clip((raw - model.mean) / model.scale, -5, 5), np.float32)


def _contrast(led: Sequence[drift_reader.Led], model: Model) -> Vectors:
    """Fit a logistic regression to the lead of right pairs over wrong ones (Newton's method)."""
    leads, weights = [], []
    for one in led:
        lead = standard(one.good.raw, model) - standard(one.other.raw, model)
        wrong = one.rows[~one.equal[one.rows]]
        leads.append(lead[wrong])
        # What DEMETR calls critical counts twice, our own pairs half: they are easier.
        tags = [one.good.tags[row] for row in wrong]
        weights.append([2.0 if "critical" in tag else 0.5 if "_id" not in tag else 1.0
                        for tag in tags])  # fmt: skip
    stacked, weight = np.concatenate(leads), np.concatenate(weights)
    line = np.zeros(stacked.shape[1])
    for _ in range(40):
        miss = 1 / (1 + np.exp(np.clip(stacked @ line, -30, 30)))
        slope = -(stacked * (weight * miss)[:, None]).mean(axis=0) + CONTRAST * line
        bend = (stacked * (weight * miss * (1 - miss))[:, None]).T @ stacked / len(stacked)
        line -= np.linalg.solve(bend + CONTRAST * np.eye(len(line)), slope)
    return np.asarray(line, np.float32)


def choose_share(
    model: Model, reader: drift_reader.Reader, material: Material
) -> tuple[Model, dict[str, Any]]:
    """Choose how much the reader counts, on the held tenth; return the figures of every share.

    The mean of the correlations and of the share of wrong translations that score below the right
    one: both are wanted, and no data that is reported on is looked at.
    """
    sets = [(standard(one.raw, model) @ model.linear, drift_reader.predict(reader, one))
            for one in material.held]  # fmt: skip
    leads = []
    for one in material.held_led:
        wrong = one.rows[~one.equal[one.rows]]
        lines = [
            standard(pairs.raw[wrong], model) @ model.linear for pairs in (one.good, one.other)
        ]
        reads = [drift_reader.predict(reader, pairs, wrong) for pairs in (one.good, one.other)]
        leads.append((lines[0] - lines[1], reads[0] - reads[1]))
    line_lead, read_lead = (np.concatenate(one) for one in zip(*leads, strict=True))
    scale = float(np.mean([line.std() / read.std() for line, read in sets]))
    figures: dict[str, Any] = {}
    for share in READER_SHARES:
        corr = {
            one.lang: float(np.corrcoef(line + share * scale * read, one.human)[0, 1])
            for one, (line, read) in zip(material.held, sets, strict=True)
        }
        paired = float((line_lead + share * scale * read_lead > 0).mean())
        figures[str(share)] = {
            **{k: round(v, 4) for k, v in corr.items()},
            "paired": round(paired, 4),
        }
        print("share", share, figures[str(share)], flush=True)
    alone = {one.lang: round(float(np.corrcoef(read, one.human)[0, 1]), 4)
             for one, (_, read) in zip(material.held, sets, strict=True)}  # fmt: skip
    print("reader alone", alone, "paired", round(float((read_lead > 0).mean()), 4), flush=True)

    found = {"shares": figures, "scale": scale, "alone": alone}
    return with_share(model, found), found


def with_share(model: Model, held: dict[str, Any]) -> Model:
    """Let the reader count as the held tenth says, in the languages whose scores it learned.

    Taken is the share with the highest mean correlation plus paired accuracy.
    """
    worth = {
        float(share): np.mean([row[lang] for lang in SCORED]) + row["paired"]
        for share, row in held["shares"].items()
    }
    best = max(worth, key=lambda share: worth[share])
    print(f"share {best}", flush=True)
    return replace(model, reader=dict.fromkeys(SCORED, best * held["scale"]))


def save(model: Model, path: Path) -> None:
    """Write the data file."""
    about = {**model.about, "middle": model.middle, "spread": model.spread, "reader": model.reader}
    arrays: dict[str, Any] = {
        "names": np.array(model.names),
        "mean": model.mean.astype(np.float32),
        "scale": model.scale.astype(np.float32),
        "linear": model.linear,
        "about": np.array(json.dumps(about, sort_keys=True)),
    }
    np.savez_compressed(path, **arrays)


def train(shop: Workshop, options: argparse.Namespace) -> None:
    """Train, choose the share, calibrate and write the model; with a language left out, only print.

    The reader is written first, since the calibration reads it as a run does.
    """
    material = gather(shop, options.data, options.without, options.rows)
    model = fit_linear(material.taught, material.led, shop)
    reader = drift_reader.train(material.taught, material.led, material.taught[0].centres[1], SEED)
    model, found = choose_share(model, reader, material)
    if options.without:
        return
    (DATA / "reader.onnx").write_bytes(drift_reader.export(reader))
    about = {
        "data": "MLQE-PE train (CC0) without a held tenth, DEMETR (MIT) half by source hash, "
        "rule-made pairs of MLQE-PE",
        "date": date.today().isoformat(),
        "encoder": shop.encoder.revision,
        "seed": SEED,
        "rows": sum(map(len, material.taught)),
        "led": sum(len(one.rows) for one in material.led),
        "held": found,
    }
    finish(replace(model, about=about), shop, options)


def finish(model: Model, shop: Workshop, options: argparse.Namespace) -> None:
    """Choose the share elsewhere and calibrate a model whose reader is written, and write it."""
    held = model.about["held"]
    model, held["elsewhere"] = choose_elsewhere(model, shop, options.gold, held["scale"])
    good = good_scores(model, shop, options.data, options.gold, options.news)
    model = calibrate(model, good)
    curve = major_curve(model, shop, options.data)
    save(replace(model, about={**model.about, "major": curve}), DATA / "model.npz")


def main(argv: Sequence[str] | None = None) -> None:
    """Train and write the model, or measure the one that is shipped."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--gold", type=Path, default=Path("corpora/news/dev"))
    parser.add_argument("--news", type=Path)
    parser.add_argument("--keep-in", type=Path)
    parser.add_argument("--without", default="")
    parser.add_argument("--report", type=Path)
    parser.add_argument("--calibrate", action="store_true")
    parser.add_argument("--rows", type=int)
    options = parser.parse_args(argv)
    shop = Workshop(options.keep_in)
    if options.report:
        judged = [*measure(shop, options.data), *measure_gold(shop, options.gold)]
        if options.news:
            rows = [row for row in references(options.news) if unseen(row[0])]
            judged.append(_judged(shop, f"WMT21 references {NEWS}", NEWS, rows, None))
        figures = report(judged, dict(shipped.load().about))
        options.report.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
        beside = options.report.with_name("README.md")
        if beside.exists():
            beside.write_text(page(beside.read_text("utf-8"), figures), "utf-8")
    elif options.calibrate:
        model = shipped.load()
        finish(with_share(model, model.about["held"]), shop, options)
    else:
        train(shop, options)


def measure(shop: Workshop, data: Path) -> list[Judged]:
    """Judge what was not learned from, with the shipped model as a run does it.

    The dev files, WMT18 (3,000 rows by hash), and DEMETR's other half.
    """
    tables = [(f"MLQE-PE dev {lang}-en", lang, *scored(data / "dev" / f"{lang}-en.tsv"))
              for lang in SCORED]  # fmt: skip
    if (foreign := data / "train" / "de-en.tsv").exists():
        tables.append(("WMT18 HTER de-en", "de", *scored(foreign, 3000)))
    demetr = [row for row in read_rows(data / "demetr.tsv") if unseen(row["source"])]
    for lang in CONTRASTED:
        for name, rows in zip(("good", "bad"), contrasts(demetr, lang), strict=True):
            tables.append((f"DEMETR {lang} {name}", lang, rows, None))
    return [_judged(shop, *table) for table in tables]


def measure_gold(shop: Workshop, folder: Path) -> list[Judged]:
    """Judge a gold corpus's passages, by language; the tags are their kinds."""
    passages = gold_passages(folder)
    found = []
    for lang in sorted({one.lang for one in passages}):
        rows = [(*one.row[:2], one.kind) for one in passages if one.lang == lang]
        found.append(_judged(shop, f"news {lang}", lang, rows, None))
    return found


def _judged(shop: Workshop, name: str, lang: str, rows: Sequence[Row], human: Any) -> Judged:
    model, centres = shipped.load(), shop.centres(lang)
    drift, plain, centred = [], [], []
    for pair, encodings in shop.encoded(lang, rows):
        planes = cosines(*pair, centres)
        drift.append(model.drift(raw(*pair, centres, planes), lang))
        plain.append(float(encodings[0].sentence @ encodings[1].sentence))
        centred.append(float(pair[0].pooled(centres[0]) @ pair[1].pooled(centres[1])))
    print(f"{name}: {len(rows)} judged", flush=True)
    return Judged(
        name=name, lang=lang, drift=np.array(drift), plain=np.array(plain),
        centred=np.array(centred), human=human, tags=tuple(tag for *_, tag in rows),
    )  # fmt: skip


if __name__ == "__main__":
    main()
