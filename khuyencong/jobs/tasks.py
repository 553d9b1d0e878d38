"""The jobs of this package."""
