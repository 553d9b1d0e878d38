"""What higher packages declare here, and what people are told to the log.

Work that can be handed over when somebody leaves; who may read how far in the log.
"""

from collections.abc import Callable
from dataclasses import dataclass

from khuyencong.accounts.models import User
from khuyencong.accounts.scopes import Scope, scope_of
from khuyencong.audit.registry import READERS
from khuyencong.core.registry import Registry


@dataclass(frozen=True)
class Handover:
    """One kind of work: how much of it a person holds, and how it goes to another person.

    `move(from_user=, to_user=, by=, on=)` returns how many it moved; it runs inside the hand-over.
    """

    code: str
    label: str  # "đề án đang phụ trách"
    count: Callable[[User], int]
    move: Callable[..., int]


HANDOVERS: Registry[Handover] = Registry(lambda handover: handover.code)


def held_work(user: User) -> list[tuple[str, int]]:
    """Return what the person still holds, by label."""
    counted = [(h.label, h.count(user)) for h in HANDOVERS]
    return [(label, count) for label, count in counted if count]


def audit_reach(user: User) -> Scope:
    """Return how far `user` may read in the log."""
    return scope_of(user).holding("audit.view")


READERS.register(audit_reach)
