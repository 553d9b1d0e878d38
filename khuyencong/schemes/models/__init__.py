"""A scheme with its estimate, machines and papers; its steps and events; plan batches."""

from khuyencong.schemes.models.batch import CodeCounter, PlanBatch
from khuyencong.schemes.models.life import Correction, SchemeDocument, SchemeEvent, Step
from khuyencong.schemes.models.parts import EstimateLine, Machine
from khuyencong.schemes.models.scheme import Scheme

__all__ = [
    "CodeCounter",
    "Correction",
    "EstimateLine",
    "Machine",
    "PlanBatch",
    "Scheme",
    "SchemeDocument",
    "SchemeEvent",
    "Step",
]
