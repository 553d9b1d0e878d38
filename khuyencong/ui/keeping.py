"""What a person keeps of a list: the columns last chosen, and named views; a higher package keeps it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from khuyencong.core.registry import Registry


@dataclass(frozen=True, kw_only=True)
class KeptView:
    """A list under a name, as its address asks for it."""

    public_id: str
    name: str
    query: str
    is_mine: bool
    shared_with: str = ""
    owner: str = ""


@dataclass(frozen=True)
class KeptViews:
    """What was kept of one list for one person."""

    columns: tuple[str, ...] = ()
    views: Sequence[KeptView] = ()
    home: str = ""  # the organisation with whose people a view may be shared


@dataclass(frozen=True)
class Keeper:
    """The package that keeps views."""

    name: str
    views: Callable[[Any, str], KeptViews]


KEEPERS: Registry[Keeper] = Registry(lambda keeper: keeper.name)


def kept_views(user: Any, list_code: str) -> KeptViews:
    """Return what `user` keeps of a list."""
    return next((keeper.views(user, list_code) for keeper in KEEPERS), KeptViews())
