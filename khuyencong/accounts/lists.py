"""The list of people that an administrator looks after."""

from khuyencong.accounts.enums import OrganisationKind
from khuyencong.accounts.queries import (
    lasting_assignments,
    people_managed_by,
    search_people,
    with_roles,
)
from khuyencong.accounts.roles import ROLES
from khuyencong.core import clock
from khuyencong.ui.lists import LISTS, Action, Column, Filter, ListDefinition

STATES = {
    "active": "đang dùng",
    "new": "chưa đổi mật khẩu đầu",
    "idle": "không giữ vai trò nào",
    "locked": "đã khóa",
}
TONES = {"active": "done", "new": "wait", "idle": "quiet", "locked": "late"}


def _more_roles(person):
    others = person.role_count - 1
    return f"và {others} vai trò khác" if others > 0 else person.main_title


def _holding(field):
    """Narrow people to those with a lasting role whose `field` is among the chosen values."""

    def narrow(people, values):
        held = lasting_assignments(clock.today()).filter(**{f"{field}__in": values})
        return people.filter(pk__in=held.values("user"))

    return narrow


PEOPLE = ListDefinition(
    code="nguoi-dung",
    url_name="accounts:people",
    rows=lambda user: with_roles(people_managed_by(user), clock.today()),
    title="Người dùng",
    noun="người dùng",
    columns=(
        Column(
            code="ten",
            label="Họ và tên",
            field="full_name",
            detail="username",
            sort=("sort_key",),
        ),
        Column(
            code="vai-tro",
            label="Vai trò",
            field="main_role",
            detail=_more_roles,
            choices={role.code: role.label for role in ROLES},
        ),
        Column(code="to-chuc", label="Tổ chức", field="main_place", sort=("main_place",)),
        Column(code="dien-thoai", label="Điện thoại", field="phone", on_phone=False),
        Column(
            code="tinh-trang",
            label="Tình trạng",
            field="state",
            kind="badge",
            choices=STATES,
            tone=lambda person: TONES[person.state],
            sort=("state",),
        ),
    ),
    filters=(
        Filter(
            code="vai-tro",
            label="Vai trò",
            choices=[(role.code, role.label) for role in ROLES],
            apply=_holding("role"),
        ),
        Filter(
            code="loai",
            label="Loại tổ chức",
            choices=OrganisationKind.choices,
            apply=_holding("organisation__kind"),
            words="ở {}",
        ),
        Filter(code="tinh-trang", label="Tình trạng", choices=list(STATES.items()), apply="state"),
    ),
    search=search_people,
    search_hint="Tìm theo tên hoặc tên đăng nhập",
    order=("sort_key",),
    empty_text="Lập tài khoản cho từng người; mật khẩu dùng một lần hiện ra để bạn trao tay.",
    row_url=lambda person: person.get_absolute_url(),
    action=Action("Thêm người dùng", "accounts:new_person", "accounts.manage"),
    template="accounts/people.html",
)

LISTS.register(PEOPLE)
