"""Maintainers commands."""
