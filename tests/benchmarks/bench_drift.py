"""Time the drift score: ``python -m tests.benchmarks.bench_drift``.

Prints pairs per second with and without encoding, on sentence pairs of 20 to 30 words, spread over
the cores this process may use, as a run does it.
"""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor

from dragoman import encoder, score
from dragoman.align.words import word_links
from dragoman.model import Side
from dragoman.vectors import one_blas_thread

SOURCE = (
    "Die Verwaltung der Stadt prüft seit dem Frühjahr, ob die alte Halle am Hafen, in der zuletzt "
    "{} Händler ihre Stände hatten, abgerissen oder für eine neue Nutzung umgebaut werden kann."
)
TARGET = (
    "Since the spring the city administration has been examining whether the old hall at the port, "
    "where {} traders last had their stalls, can be torn down or converted for a new use."
)
PAIRS = 200


def main() -> None:
    """Encode and score, and print what each took."""
    engine = encoder.load()
    texts = [[form.format(number) for number in range(PAIRS)] for form in (SOURCE, TARGET)]
    engine.encode(texts[0][:2])
    start = time.perf_counter()
    encodings = [engine.encode(side) for side in texts]
    encoded = time.perf_counter() - start
    centres = tuple(
        score.centres(lang, side, None, model_revision=engine.revision)
        for lang, side in zip(("de", "en"), Side, strict=True)
    )
    means = centres[0].tokens, centres[1].tokens

    def judge(number: int) -> float | None:
        left, right = (
            score.Passage(lang=lang, sentences=((0, side[number], encoding[number]),))
            for lang, side, encoding in zip(("de", "en"), texts, encodings, strict=True)
        )
        links = word_links(left.sentences, right.sentences, centres=means)
        return score.judge(left, right, links, centres=(centres[0], centres[1])).value

    judge(0)  # loads the tables
    start = time.perf_counter()
    cores = len(os.sched_getaffinity(0))
    with one_blas_thread(), ThreadPoolExecutor(cores) as pool:
        list(pool.map(judge, range(PAIRS)))
    scored = time.perf_counter() - start
    print(f"{cores} cores: encoding {PAIRS / encoded:.0f}, scoring {PAIRS / scored:.0f} pairs/s,")
    print(f"both {PAIRS / (encoded + scored):.0f} pairs/s; scoring adds {scored / encoded:.0%}")


if __name__ == "__main__":
    main()
