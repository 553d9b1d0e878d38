"""Kinds of scheme as data: one YAML a kind, read once and checked against the schema.

Adding a kind is adding its file; form section, checklist, ceiling check and evidence list follow.
"""

from khuyencong.schemes.kinds.loader import KINDS, kind_label, kinds_on, requirement_label
from khuyencong.schemes.kinds.schema import Document, Kind, Outcome, Question, QuestionType

__all__ = [
    "KINDS",
    "Document",
    "Kind",
    "Outcome",
    "Question",
    "QuestionType",
    "kind_label",
    "kinds_on",
    "requirement_label",
]
