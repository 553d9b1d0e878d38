"""Declared reports, declared figures, and the way from each figure to its records."""
