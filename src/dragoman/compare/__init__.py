"""Two runs on the same sources: should we switch engines? Did anything get worse?"""

from dragoman.compare.answer import Answer, answer
from dragoman.compare.page import to_html
from dragoman.compare.runs import ArticleChange, Comparison, compare
from dragoman.compare.show import to_json, to_text

__all__ = [
    "Answer", "ArticleChange", "Comparison", "answer", "compare", "to_html", "to_json", "to_text",
]  # fmt: skip
