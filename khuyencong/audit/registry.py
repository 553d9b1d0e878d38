"""Who may read how far in the log, told by the package that knows people; the log in the menu.

Each package tells for which of its records the history of rows is shown, and to whom.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db.models import Model, QuerySet

from khuyencong.core.registry import Registry
from khuyencong.ui.menu import MENU, MenuItem


class Reach(Protocol):
    """How far somebody may read."""

    @property
    def organisation_ids(self) -> Collection[int]:
        """The organisations whose acts they may read."""

    @property
    def province_ids(self) -> Collection[int]:
        """The provinces whose events they may read."""

    @property
    def is_country(self) -> bool:
        """Whether they may read everything."""


@dataclass(frozen=True)
class RowHistory:
    """A kind of record on whose page stands what became of its rows.

    `find` returns the record of a public id if the user may see it, else None. `words` writes the
    columns that hold codes ("step.transition"); JSON is shown where it has a writer, else left out.
    """

    slug: str
    model: type[Model]
    find: Callable[[Any, str], Model | None]
    words: Mapping[str, Callable[[Any], str]] = field(default_factory=dict)


def among(visible_to: Callable[[Any], QuerySet[Any]]) -> Callable[[Any, str], Model | None]:
    """Return how a record is found among the rows that a user may see."""
    return lambda user, public_id: visible_to(user).filter(public_id=public_id).first()


ROW_HISTORIES: Registry[RowHistory] = Registry(lambda history: history.slug)
READERS: Registry[Callable[[Any], Reach]] = Registry(lambda reach_of: reach_of.__module__)

MENU.register(MenuItem("Nhật ký", "audit:log", "journal-check", permission="audit.view", order=900))
