"""Quantities in text: read on both sides, compared by value."""

from dragoman.checks.quantities.compare import Comparison, Difference, Seen, compare
from dragoman.checks.quantities.model import Quantity
from dragoman.checks.quantities.scan import scan

__all__ = ["Comparison", "Difference", "Quantity", "Seen", "compare", "scan"]
