"""Quantities in text: read on both sides, compared by value."""

from dragoman.check.quantities.compare import Comparison, Difference, Seen, compare
from dragoman.check.quantities.model import Quantity
from dragoman.check.quantities.scan import scan

__all__ = ["Comparison", "Difference", "Quantity", "Seen", "compare", "scan"]
