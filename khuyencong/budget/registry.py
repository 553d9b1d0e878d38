"""What the ledger adds to the frame, and who can name the subjects of its journals."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from khuyencong.accounts.models import User
from khuyencong.core.registry import Registry
from khuyencong.ui.menu import MENU, MenuItem
from khuyencong.ui.offers import STARTS, Start


@dataclass(frozen=True)
class Subject:
    """What a journal is about, as shown to somebody who may see it."""

    label: str
    url: str


@dataclass(frozen=True)
class SubjectKind:
    """A package whose records money is booked for; it names those that the user may see."""

    code: str
    describe: Callable[[User, Collection[str]], Mapping[str, Subject]]


SUBJECTS: Registry[SubjectKind] = Registry(lambda kind: kind.code)

MENU.register(
    MenuItem("Ngân sách", "budget:appropriations", "cash-stack", permission="budget.view", order=40)
)
STARTS.register(
    Start(
        name="budget.decision",
        text="Nhập quyết định giao kinh phí của năm để các đề án được phê duyệt có nguồn.",
        label="Nhập quyết định giao kinh phí",
        url_name="budget:decision",
        permission="budget.appropriate",
        order=20,
    )
)
