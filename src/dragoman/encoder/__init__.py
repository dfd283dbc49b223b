"""Texts to vectors, behind one narrow protocol; loaded lazily."""
