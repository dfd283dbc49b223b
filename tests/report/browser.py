"""Start the real Chromium for tests, or say why not.

A machine without Chromium or Playwright skips these tests; with DRAGOMAN_REQUIRE_BROWSER set, as
CI does, they fail instead, so that nobody takes silence for success.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import pytest

ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


def missing(what: str) -> NoReturn:
    """Skip, or fail where the browser is required."""
    message = (
        f"browser tests need {what}: pip install playwright axe-playwright-python, and Chromium"
    )
    if os.environ.get("DRAGOMAN_REQUIRE_BROWSER"):
        pytest.fail(message)
    pytest.skip(message)


@contextmanager
def chromium() -> Iterator[Any]:
    """Yield a browser; each of its contexts has a profile of its own."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        missing("Chromium (CHROMIUM=/path/to/it, or on PATH)")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, headless=True, args=list(ARGUMENTS)
        )
        yield browser
        browser.close()


def axe_source() -> str:
    """Return axe-core's script."""
    try:
        import axe_playwright_python
    except ImportError:
        missing("axe-playwright-python (it carries axe-core)")
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
