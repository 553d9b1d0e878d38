"""Fills a database with an invented country after plan.yaml, the same one for the same seed."""
