"""Stage 5, check: rules read an aligned article and yield findings."""

from dragoman.checks.run import check, fitting, select

__all__ = ["check", "fitting", "select"]
