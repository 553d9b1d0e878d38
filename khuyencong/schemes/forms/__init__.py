"""The forms of schemes."""
