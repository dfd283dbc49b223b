"""Offices: which office a title names, in which country, and what English calls it."""
