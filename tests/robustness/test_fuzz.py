"""Broken files of every kind: an exit code, a line that says why, whole files, and no traceback."""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.cli import run
from tests.robustness.conftest import HANG
from tests.robustness.seeds import BILINGUAL, SOURCE, TARGET, TEXTS, broken

pytestmark = pytest.mark.usefixtures("_watchdog")

EXAMPLES = int(os.environ.get("DRAGOMAN_FUZZ", "8"))
"""Examples per kind of file; DRAGOMAN_FUZZ=2000 makes a night of it."""

fuzz = settings(
    max_examples=EXAMPLES, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)  # fmt: skip


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    """Make a folder to work in."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def call(*arguments: object) -> tuple[int, str, str]:
    """Run the command line; a defect is raised with its traceback."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(out):
        patch.setenv("DRAGOMAN_DEBUG", "1")
        with contextlib.redirect_stderr(err):
            signal.alarm(HANG)
            code = run([str(one) for one in arguments])
            signal.alarm(0)
    return code, out.getvalue(), err.getvalue()


OUTPUTS: dict[str, Callable[[str], object]] = {
    "run.json": json.loads,
    "run.sarif": json.loads,
    "run.gitlab": json.loads,
    "run.html": lambda page: page.index("</html>"),
    "run.junit": lambda page: page.index("</testsuites>"),
    "run.mqm": str,
}


def checked(place: Path, *arguments: object) -> int:
    """Check, and look at everything that came of it."""
    files = [
        part
        for name in OUTPUTS
        for part in ("--output", f"{name.removeprefix('run.')}={place / name}")
    ]
    before = set(place.iterdir())
    code, out, err = call("check", *arguments, *files, "--jobs", "1")
    assert code in (0, 1, 2)
    assert "internal error" not in out + err
    written = set(place.iterdir()) - before
    assert {path.name for path in written} in (set(), set(OUTPUTS)), "all files or none"
    for path in written:
        OUTPUTS[path.name](path.read_text(encoding="utf-8"))
    if code == 2 and not written:
        assert err.startswith("dragoman: ")
        assert err.count("\n") == 1, "one line that says why"
    return code


@pytest.mark.parametrize("kind", TEXTS)
@fuzz
@given(st.data())
def test_a_broken_translation(kind: str, data: st.DataObject) -> None:
    with folder() as place:
        source, target = place / "a.de.txt", place / f"a.en.{kind}"
        source.write_text(f"Die Gespräche\n\n{SOURCE}\n", encoding="utf-8")
        target.write_bytes(data.draw(broken(TEXTS[kind])))
        arguments = [target, "--from", "de"] if data.draw(st.booleans()) else [source, target]
        checked(place, *arguments)
        assert call("fix", *arguments)[0] in (0, 2)


@pytest.mark.parametrize("kind", TEXTS)
@fuzz
@given(st.data())
def test_a_broken_source(kind: str, data: st.DataObject) -> None:
    with folder() as place:
        source, target = place / f"a.de.{kind}", place / "a.en.txt"
        source.write_bytes(data.draw(broken(TEXTS[kind].replace(TARGET, SOURCE))))
        target.write_text(TARGET, encoding="utf-8")
        checked(place, source, target)


@pytest.mark.parametrize("kind", BILINGUAL)
@fuzz
@given(st.data())
def test_a_broken_bilingual_file(kind: str, data: st.DataObject) -> None:
    with folder() as place:
        path = place / f"memory.{kind}"
        path.write_bytes(data.draw(broken(BILINGUAL[kind])))
        langs = ["--from", "de", "--to", "en"] if data.draw(st.booleans()) else []
        checked(place, path, *langs)


@pytest.mark.parametrize("kind", [*TEXTS, *BILINGUAL])
@fuzz
@given(
    st.binary(max_size=300)
    | st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass"))
)
def test_noise(kind: str, noise: bytes) -> None:
    with folder() as place:
        path = place / f"noise.en.{kind}"
        path.write_bytes(noise)
        checked(place, path, "--from", "de")


CONFIG = """
from = "de"
select = ["NAM", "TTL001", "PLC"]
segment = "sentences"
cache = true
[gate]
fail_on = "minor"
max_drift = 0.2
max_omissions = 0
rules.NUM = 3
[gate.paths."archive/*"]
max_minor = 5
[rules.PLC001]
prefer = ["Kyiv"]
[[suppress]]
code = "NAM001"
reason = "the author's own spelling"
text = "Klitschko[*"
path = "*"
until = 2027-01-31
"""


@fuzz
@given(broken(CONFIG))
def test_a_broken_configuration(data: bytes) -> None:
    with folder() as place:
        config, target = place / "dragoman.toml", place / "a.en.txt"
        config.write_bytes(data)
        target.write_text(TARGET, encoding="utf-8")
        checked(place, target, "--config", config, "--from", "de")


def mutated(draw: st.DrawFn, value: object) -> object:
    """Replace one value, somewhere in a JSON document, by another."""
    odd = st.sampled_from(
        [None, True, -1, 10**30, 0.5, "", "x", "NAM001", [], {}, [None], {"a": 1}]
    )
    if isinstance(value, dict) and value and draw(st.integers(0, 4)):
        key = draw(st.sampled_from(sorted(value)))
        if draw(st.integers(0, 9)) == 0:
            return {name: inner for name, inner in value.items() if name != key}
        return {**value, key: mutated(draw, value[key])}
    if isinstance(value, list) and value and draw(st.integers(0, 4)):
        at = draw(st.integers(0, len(value) - 1))
        return [*value[:at], mutated(draw, value[at]), *value[at + 1 :]]
    return draw(odd)


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a run file as text."""
    place = tmp_path_factory.mktemp("saved")
    (place / "a.de.txt").write_text(SOURCE, encoding="utf-8")
    (place / "a.en.txt").write_text(TARGET, encoding="utf-8")
    return call("check", place / "a.de.txt", place / "a.en.txt", "--format", "json")[1]


@fuzz
@given(data=st.data())
def test_a_broken_run_file(saved: str, data: st.DataObject) -> None:
    with folder() as place:
        path, sound = place / "run.json", place / "sound.json"
        sound.write_text(saved, encoding="utf-8")
        if data.draw(st.booleans()):
            path.write_bytes(data.draw(broken(saved)))
        else:
            tree = json.loads(saved)
            for _ in range(data.draw(st.integers(1, 3))):
                tree = data.draw(st.composite(mutated)(tree))
            path.write_text(json.dumps(tree), encoding="utf-8")
        base = place / "base.json"
        for arguments in (
            ["gate", path], ["gate", sound, "--baseline", path],
            ["gate", sound, "--diff-base", path],
            ["report", path, "-o", place / "report.html"], ["baseline", path, "-o", base],
            ["compare", sound, path], ["gate", path, "--format", "sarif"],
            ["gate", path, "--format", "github"], ["gate", path, "--format", "mqm"],
        ):  # fmt: skip
            code, out, err = call(*arguments)
            assert code in (0, 1, 2)
            assert "internal error" not in out + err
            assert code != 2 or err.startswith("dragoman: ") or out


@fuzz
@given(data=st.data())
def test_a_broken_baseline(saved: str, data: st.DataObject) -> None:
    with folder() as place:
        path, base = place / "run.json", place / "base.json"
        path.write_text(saved, encoding="utf-8")
        assert call("baseline", path, "-o", base)[0] == 0
        base.write_bytes(data.draw(broken(base.read_text(encoding="utf-8"))))
        before = base.read_bytes()
        for arguments in (["gate", path, "--baseline", base], ["baseline", path, "-o", base]):
            code, _, err = call(*arguments)
            assert code in (0, 1, 2)
            assert code != 2 or (err.startswith("dragoman: ") and base.read_bytes() == before)


@fuzz
@given(data=st.data())
def test_a_folder_of_good_and_broken_files(data: st.DataObject) -> None:
    with folder() as place:
        articles = place / "articles"
        articles.mkdir()
        (articles / "good.de.txt").write_text(SOURCE, encoding="utf-8")
        (articles / "good.en.txt").write_text(TARGET, encoding="utf-8")
        (articles / "bad.de.txt").write_text(SOURCE, encoding="utf-8")
        (articles / "bad.en.html").write_bytes(data.draw(broken(TEXTS["html"])))
        (articles / "memory.tmx").write_bytes(data.draw(broken(BILINGUAL["tmx"])))
        checked(place, articles)
        if (place / "run.json").exists():
            names = [one["id"] for one in json.loads((place / "run.json").read_text())["articles"]]
            assert "good" in names, "a broken neighbour does not cost the sound article"
