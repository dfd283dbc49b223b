"""Train the drift model from public data: ``python -m dragoman.dev.train_drift --data DIR``.

DIR holds ``train/LL-en.tsv`` and ``dev/LL-en.tsv`` for ro, et, ru, ne (MLQE-PE, CC0; columns
source, target, z) and ``demetr.tsv`` (DEMETR, MIT; lang, phenomenon, source, good, bad). Pairs of
``perturb`` are made from MLQE-PE. DEMETR is split by a hash of its source sentences: one half
teaches, the other is reported. Of each training table a tenth, by hash, is held: on it the shares
of reader and states in those languages are chosen. ``train/de-en.tsv`` (WMT18, research use) is
only measured, never learned from.

    --gold FOLDER     human translations of news to calibrate on (default: corpora/news/dev)
    --news FILE       German news with professional translations (WMT21, research use; columns
                      source, reference): one half by hash helps to calibrate German, the other is
                      reported; nothing is learned from it but two numbers
    --keep-in FOLDER  keep what is encoded, so that another run need not do it again (5 GB)
    --without ru      leave a language out of what is learned, to see how an unseen one fares;
                      prints its figures on the held tenth and writes nothing
    --report FILE     do not train: write the measured figures of the shipped model as JSON, and its
                      tables into the README.md beside it
    --linear          train the linear part and the mean states alone, beside the shipped reader
    --calibrate       do not train: choose the shares and calibrate the shipped weights again
    --rows N          how many rows of each training table are taught (default: all)

Its stages: encode; fit the linear part and the mean states, train the reader; choose their shares
on the held tenth; write the reader; choose its share elsewhere and calibrate, which ``--calibrate``
runs alone.
One core needs about 15 minutes to encode, 30 to train and 3 for the rest, 4 more for ``--report``.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import product
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
from dragoman.dev.drift_scale import (
    SAME,
    calibrate,
    choose_elsewhere,
    good_scores,
    major_curve,
)
from dragoman.score import model as shipped
from dragoman.score.features import cosines
from dragoman.score.judge import raw
from dragoman.score.model import Model
from dragoman.score.reader import pool, say
from dragoman.vectors import Vectors

RIDGE, CONTRAST = 0.03, 0.003
"""Regularisation of the two linear parts; a factor of three either way moves nothing by .005."""

STATES = 3.0
"""Regularisation of the mean states, each half scaled to a variance of 1; a third is as good."""

LINEAR_SHARES = (0.5, 1.0)
"""How much the linear part taught by human scores and the one taught by contrasts count, each
scaled to unit variance."""

READER_SHARES = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0)
STATES_SHARES = (0.0, 0.25, 0.5, 0.75, 1.0, 1.5)
"""What is tried for the shares of the reader and of the mean states beside the linear part, all
scaled to unit variance."""

Says = Callable[[Pairs, Any], Vectors]
"""What a reader says of the given rows of pairs (None: of all)."""

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
        states=np.zeros(taught[0].states.shape[1], np.float32),
        states_share={},
        reader={},
        middle={},
        spread={},
        about={},
    )
    inputs = [model.standardised(one.raw) for one in taught]
    stacked = np.concatenate([one - one.mean(axis=0) for one in inputs])
    human = np.concatenate([one.human for one in taught])
    ridge = _ridge(stacked, human, np.full(stacked.shape[1], RIDGE))
    contrast = _contrast(led, model)
    parts = [ridge / (stacked @ ridge).std(), contrast / (stacked @ contrast).std()]
    linear = LINEAR_SHARES[0] * parts[0] + LINEAR_SHARES[1] * parts[1]
    return replace(
        model,
        linear=(linear / (stacked @ linear).std()).astype(np.float32),
        states=_fit_states(taught, stacked, human),
    )


def _fit_states(taught: Sequence[Pairs], stacked: Vectors, human: Vectors) -> Vectors:
    """Fit what the mean states add to the features; of unit variance on what was taught."""
    means = np.concatenate([one.states - one.states.mean(axis=0) for one in taught])
    size = np.repeat([half.std() for half in np.split(means, 2, axis=1)], means.shape[1] // 2)
    both = np.concatenate((stacked, means / size), axis=1)
    penalty = np.repeat([RIDGE, STATES], [stacked.shape[1], len(size)])
    found = _ridge(both, human, penalty)[stacked.shape[1] :] / size
    return np.asarray(found / (means @ found).std(), np.float32)


def _ridge(given: Vectors, wanted: Vectors, penalty: Vectors) -> Vectors:
    square = given.T @ given / len(given) + np.diag(penalty)
    return np.asarray(np.linalg.solve(square, given.T @ wanted / len(given)))


def line(model: Model, pairs: Pairs) -> Vectors:
    """Return what the features of pairs say, shape (n,)."""
    return np.asarray(model.standardised(pairs.raw) @ model.linear)


def _contrast(led: Sequence[drift_reader.Led], model: Model) -> Vectors:
    """Fit a logistic regression to the lead of right pairs over wrong ones (Newton's method)."""
    leads, weights = [], []
    for one in led:
        lead = model.standardised(one.good.raw) - model.standardised(one.other.raw)
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


def choose_share(model: Model, says: Says, material: Material) -> tuple[Model, dict[str, Any]]:
    """Choose how much reader and states count, on the held tenth; return the figures of every pair.

    The mean of the correlations and of the share of wrong translations that score below the right
    one: both are wanted, and no data that is reported on is looked at.
    """

    def parts(pairs: Pairs, rows: Any) -> Vectors:
        found = np.stack((line(model, pairs), pairs.states @ model.states))
        return np.stack((*(found if rows is None else found[:, rows]), says(pairs, rows)))

    sets = [parts(one, None) for one in material.held]
    leads = []
    for one in material.held_led:
        wrong = one.rows[~one.equal[one.rows]]
        leads.append(parts(one.good, wrong) - parts(one.other, wrong))
    lead = np.concatenate(leads, axis=1)
    scale = float(np.mean([one[0].std() / one[2].std() for one in sets]))
    figures: dict[str, Any] = {}
    for states, share in product(STATES_SHARES, READER_SHARES):
        weights = np.array([1.0, states, share * scale])
        corr = {
            one.lang: round(float(np.corrcoef(weights @ told, one.human)[0, 1]), 4)
            for one, told in zip(material.held, sets, strict=True)
        }
        figures[f"{states} {share}"] = corr | {
            "paired": round(float((weights @ lead > 0).mean()), 4)
        }
        print("states, reader", states, share, figures[f"{states} {share}"], flush=True)
    found = {"shares": figures, "scale": scale}
    return with_share(model, found), found


def on_disk(pairs: Pairs, rows: Any) -> Vectors:
    """Return what the shipped reader says of pairs, shape (n,)."""
    fed = map(pairs.inputs, range(len(pairs)) if rows is None else rows)
    return np.array([say({**one, "pool": pool(one["parts"][0])}) for one in fed], np.float32)


def with_share(model: Model, held: dict[str, Any]) -> Model:
    """Let states and reader count as the held tenth says, in the languages whose scores they saw.

    Taken are the shares with the highest mean correlation plus paired accuracy; of those as good
    but for ``SAME`` the first, with which the states count least: they know the kind of text too,
    which is of no use on another. In no other language do they count: see ``score.states``.
    """
    worth = {
        name: np.mean([row[lang] for lang in SCORED]) + row["paired"]
        for name, row in held["shares"].items()
    }
    best = next(name for name in worth if worth[name] >= max(worth.values()) - SAME)
    states, share = map(float, best.split())
    print(f"states {states}, reader {share}", flush=True)
    return replace(
        model,
        states_share=dict.fromkeys(SCORED, states),
        reader=dict.fromkeys(SCORED, share * held["scale"]),
    )


def save(model: Model, path: Path) -> None:
    """Write the data file."""
    kept = {name: getattr(model, name) for name in ("middle", "spread", "reader", "states_share")}
    about = {**model.about, **kept}
    arrays: dict[str, Any] = {
        "names": np.array(model.names),
        "mean": model.mean.astype(np.float32),
        "scale": model.scale.astype(np.float32),
        "linear": model.linear,
        "states": model.states,
        "about": np.array(json.dumps(about, sort_keys=True)),
    }
    np.savez_compressed(path, **arrays)


def train(shop: Workshop, options: argparse.Namespace) -> None:
    """Train, choose the share, calibrate and write the model; with a language left out, only print.

    The reader is written first, since the calibration reads it as a run does.
    """
    material = gather(shop, options.data, options.without, options.rows)
    model = fit_linear(material.taught, material.led, shop)
    says: Says = on_disk
    if not options.linear:
        centre = material.taught[0].centres[1]
        reader = drift_reader.train(material.taught, material.led, centre, SEED)
        says = partial(drift_reader.predict, reader)
    model, found = choose_share(model, says, material)
    if options.without:
        return
    if not options.linear:
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
    parser.add_argument("--linear", action="store_true")
    parser.add_argument("--calibrate", action="store_true")
    parser.add_argument("--rows", type=int)
    options = parser.parse_args(argv)
    if options.linear and options.without:
        parser.error("the shipped reader knows every language: --without trains its own")
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
