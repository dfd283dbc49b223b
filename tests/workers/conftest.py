"""Articles that all differ, and a cache of the tests' own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dragoman import parallel, pipeline
from dragoman.config import Config
from dragoman.finished import FILE_NAME
from dragoman.pipeline import Result
from tests.robustness.seeds import SOURCE, TARGET
from tests.stored import entries

Check = Callable[..., Iterator[Result]]


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a fresh cache."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("DRAGOMAN_CACHE_DIR", str(folder))
    return folder


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of six pairs and a table of three pieces, since two of its rows are none."""
    folder = tmp_path_factory.mktemp("work") / "articles"
    folder.mkdir()
    for number in range(6):
        for lang, text in (("de", SOURCE), ("en", TARGET)):
            words = text.replace("1.200", f"{number + 2}.200").replace("12,000", f"{number}2,000")
            (folder / f"a{number}.{lang}.txt").write_text(words, encoding="utf-8")
    here, there = "Am Montag kamen {} Gäste aus Genf in die Stadt.", "On Monday {} guests came."
    good = [f"{here}\t{there}\tde\ten".replace("{}", str(n)) for n in range(2, 8)]
    wrong = "Am Abend waren alle müde.\tLe soir, tout le monde était fatigué ici.\tde\ten"
    header = "source\ttarget\tsource_lang\ttarget_lang"
    rows = [header, *good, "eine Zelle", *[wrong] * 8, "eine Zelle", *good]
    (folder / "rows.tsv").write_text("\n".join(rows), encoding="utf-8")
    return folder


@pytest.fixture
def check(folder: Path) -> Check:
    """Return a function that checks the folder with the given settings, result by result."""

    def run_it(**settings: object) -> Iterator[Result]:
        config = Config(**settings)  # type: ignore[arg-type]
        run = pipeline.open_run(config)
        return parallel.results(run, pipeline.find([folder], config))

    return run_it


@pytest.fixture(scope="session")
def whole(folder: Path) -> list[Result]:
    """Return what checking the folder gives, undisturbed and in one process."""
    config = Config(jobs=1, cache=False)
    return list(parallel.results(pipeline.open_run(config), pipeline.find([folder], config)))


def kept(cache: Path) -> set[str]:
    """Return the names of the results that are kept in a cache folder."""
    return set(entries(cache / FILE_NAME))
