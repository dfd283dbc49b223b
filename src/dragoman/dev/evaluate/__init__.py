"""How good dragoman is on a gold corpus: measured per rule and family, with intervals."""

from dragoman.dev.evaluate.corpus import Evaluation, evaluate
from dragoman.dev.evaluate.page import to_html
from dragoman.dev.evaluate.render import to_json, to_text

__all__ = ["Evaluation", "evaluate", "to_html", "to_json", "to_text"]
