"""dragoman, the linter for machine-translated articles.

>>> from dragoman import Config, check_text
>>> german = Config(source_lang="de")
>>> article = check_text("Er sprach in Genf.", "He spoke in Genf.", config=german)
>>> [finding.suggestions[0] for finding in article.findings]
['Geneva']
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.config import Config, Gate
    from dragoman.errors import DragomanError
    from dragoman.library import (
        CheckedArticle,
        Passage,
        Result,
        check,
        check_text,
        checker,
        each,
    )
    from dragoman.model import Failure, Finding, Scores, Span, Verdict

__version__ = "0.1.0"

_HOME = {
    "dragoman.config": ("Config", "Gate"),
    "dragoman.errors": ("DragomanError",),
    "dragoman.library": (
        "CheckedArticle", "Passage", "Result", "check", "check_text", "checker", "each",
    ),
    "dragoman.model": ("Failure", "Finding", "Scores", "Span", "Verdict"),
}  # fmt: skip
"""Where each public name lives; it is imported when it is first asked for."""

__all__ = [
    "CheckedArticle",
    "Config",
    "DragomanError",
    "Failure",
    "Finding",
    "Gate",
    "Passage",
    "Result",
    "Scores",
    "Span",
    "Verdict",
    "check",
    "check_text",
    "checker",
    "each",
]


def __getattr__(name: str) -> Any:
    for module, names in _HOME.items():
        if name in names:
            from importlib import import_module

            return getattr(import_module(module), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
