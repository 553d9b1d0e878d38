"""Who may read how far in the log, told by the package that knows people; the log in the menu."""

from collections.abc import Callable, Collection
from typing import Any, Protocol

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


READERS: Registry[Callable[[Any], Reach]] = Registry(lambda reach_of: reach_of.__module__)

MENU.register(MenuItem("Nhật ký", "audit:log", "journal-check", permission="audit.view", order=900))
