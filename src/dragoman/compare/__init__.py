"""Two runs on the same sources: should we switch engines? Did anything get worse?"""

from dragoman.compare.runs import ArticleChange, Comparison, compare
from dragoman.compare.show import to_json, to_text

__all__ = ["ArticleChange", "Comparison", "compare", "to_json", "to_text"]
