"""What a kind's YAML must say."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from khuyencong.schemes.workflow import BY_CODE

CODE = r"^[a-z][a-z0-9_]*$"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class QuestionType(StrEnum):
    """How a kind's extra question is answered."""

    TEXT = "text"
    NUMBER = "number"
    YES_NO = "yes_no"


class Question(_Strict):
    """One extra question of a kind; the answer stands in the scheme's `answers`."""

    code: str = Field(pattern=CODE)
    label: str = Field(min_length=3)
    type: QuestionType = QuestionType.TEXT
    unit: str = ""
    is_required: bool = True
    help: str = ""


class Document(_Strict):
    """A paper that a step needs; `only_if` names a yes-no question that calls for it."""

    code: str = Field(pattern=CODE)
    label: str = Field(min_length=3)
    step: str
    citation: str = Field(min_length=3)
    condition: str = ""
    only_if: str = ""
    min_files: int = Field(default=1, ge=1, le=20)

    @model_validator(mode="after")
    def _knows_its_step(self) -> Self:
        if self.step not in BY_CODE:
            raise ValueError(f"unknown step {self.step!r} of document {self.code!r}")
        return self


class Outcome(_Strict):
    """An effect to be followed after the support."""

    code: str = Field(pattern=CODE)
    label: str = Field(min_length=3)
    unit: str = Field(min_length=1)


class Kind(_Strict):
    """One kind of scheme."""

    code: str = Field(pattern=CODE)
    label: str = Field(min_length=3)
    short_label: str = Field(min_length=3)
    description: str = Field(min_length=10)
    legal_basis: tuple[str, ...] = Field(min_length=1)
    valid_from: dt.date
    valid_to: dt.date | None = None  # the last day, None while in force
    funds: frozenset[str] = Field(min_length=1)
    ceiling: str = Field(pattern=CODE)  # kind code of the norms' ceilings
    needs_machine: bool
    questions: tuple[Question, ...] = ()
    documents: tuple[Document, ...]
    outcomes: tuple[Outcome, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _codes_stand_once(self) -> Self:
        for entries in (self.questions, self.documents, self.outcomes):
            codes = [entry.code for entry in entries]
            if len(codes) != len(set(codes)):
                raise ValueError(f"{self.code}: a code stands twice in {codes}")
        known = {q.code for q in self.questions if q.type is QuestionType.YES_NO}
        unknown = {d.only_if for d in self.documents if d.only_if} - known
        if unknown:
            raise ValueError(f"{self.code}: no yes-no question {unknown}")
        return self

    def is_valid_on(self, day: dt.date) -> bool:
        """Return whether a scheme of this kind may be taken further on `day`."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def documents_for(self, step: str, answers: Mapping[str, object]) -> tuple[Document, ...]:
        """Return the papers that `step` needs, given the answers to the kind's questions."""
        return tuple(
            document
            for document in self.documents
            if document.step == step and (not document.only_if or answers.get(document.only_if))
        )
