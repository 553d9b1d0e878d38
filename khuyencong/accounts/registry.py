"""What higher packages declare here (work that can be handed over) and what is declared below.

The frame learns the organisation and the menus, the log who may read how far.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest

from khuyencong.accounts.models import Organisation, User
from khuyencong.accounts.queries import organisations_managed_by, people_managed_by
from khuyencong.accounts.roles import ROLES
from khuyencong.accounts.scopes import Scope, scope_of
from khuyencong.audit.registry import READERS, ROW_HISTORIES, RowHistory, among
from khuyencong.core.registry import Registry
from khuyencong.ui.menu import FRAME_PARTS, ME_MENU, MENU, FramePart, MenuItem
from khuyencong.ui.offers import STARTS, Start


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


def organisation_name(request: HttpRequest) -> str:
    """Return where the person who asks works: the organisation of their first own role."""
    grants = scope_of(request.user).grants  # type: ignore[arg-type]
    own = (grant.organisation_name for grant in grants if not grant.on_behalf_of)
    return next(own, "")


READERS.register(audit_reach)
FRAME_PARTS.register(FramePart("organisation", organisation_name))
MENU.register(
    MenuItem("Quản trị", "accounts:administration", "people", "accounts.manage", order=90)
)
ME_MENU.register(MenuItem("Tài khoản của tôi", "accounts:account", "person", order=10))
ME_MENU.register(MenuItem("Bảo vệ đăng nhập", "mfa_index", "shield-lock", order=20))
ME_MENU.register(MenuItem("Phiên đăng nhập", "accounts:sessions", "laptop", order=25))
ME_MENU.register(MenuItem("Đổi mật khẩu", "accounts:change_password", "key", order=30))
ME_MENU.register(
    MenuItem("Đăng xuất", "account_logout", "box-arrow-right", order=90, is_sign_out=True)
)
STARTS.register(
    Start(
        name="accounts.people",
        text="Thêm người dùng, giao vai trò và xem ai đang làm việc ở đâu.",
        label="Mở danh sách người dùng",
        url_name="accounts:people",
        permission="accounts.manage",
        order=30,
    )
)
ROW_HISTORIES.register(
    RowHistory(
        "nguoi-dung",
        User,
        among(people_managed_by),
        {"assignment.role": lambda code: ROLES[code].label if code in ROLES else code},
    )
)
ROW_HISTORIES.register(RowHistory("to-chuc", Organisation, among(organisations_managed_by)))
