"""Accounts of people: made, locked and reset by the administrator, without e-mail."""

import datetime as dt
import secrets
from dataclasses import dataclass
from itertools import count

from axes.utils import reset as forget_failures

from khuyencong.accounts import events
from khuyencong.accounts.models import Organisation, User
from khuyencong.accounts.services.access import drop_sessions, unlink_identities
from khuyencong.accounts.services.assignments import give_role
from khuyencong.accounts.services.guards import (
    require_fresh,
    require_manages,
    require_manages_person,
    require_other,
    require_within_reach,
)
from khuyencong.accounts.services.log import log_person
from khuyencong.core.findings import refuse
from khuyencong.core.ids import ALPHABET
from khuyencong.core.service import CONSTRAINT_MESSAGES, service
from khuyencong.core.text import fold

USERNAME_TAKEN = "Tên đăng nhập này đã có người dùng."
CONSTRAINT_MESSAGES["accounts_user_username_key"] = USERNAME_TAKEN


@dataclass(frozen=True)
class NewPerson:
    """A person with the password that is shown once and kept nowhere."""

    user: User
    password: str


@service("accounts.create_person")
def create_person(
    *,
    full_name: str,
    organisation: Organisation,
    role: str,
    by: User | None,
    on: dt.date,
    title: str = "",
    is_head: bool = False,
    username: str = "",
    phone: str = "",
    email: str = "",
    personal_id: str = "",
) -> NewPerson:
    """Make an account with its first role; the first password must be changed at sign-in."""
    require_manages(by, organisation)
    held = require_within_reach(by, organisation, role)
    name = username or _free_username(full_name)
    if User.objects.filter(username=name).exists():
        raise refuse("accounts.username_taken", USERNAME_TAKEN, field="username")
    password = _one_time_password()
    user = User.objects.create_user(
        name,
        password,
        full_name=full_name,
        phone=phone,
        email=email,
        personal_id=personal_id,
        must_change_password=True,
    )
    give_role(user=user, organisation=organisation, role=role, title=title, is_head=is_head, on=on)
    log_person(
        events.PERSON_CREATED,
        user,
        by=by,
        on=on,
        organisation=organisation,
        after={"username": name, "role": held.label, "organisation": organisation.name},
    )
    return NewPerson(user, password)


@service("accounts.edit_person")
def edit_person(
    *,
    user: User,
    full_name: str,
    phone: str,
    email: str,
    personal_id: str,
    version: int,
    by: User | None,
    on: dt.date,
) -> User:
    """Correct what is written of a person; a linked identity holds only while its marks do."""
    require_manages_person(by, user)
    require_fresh(user, version)
    before = _written(user)
    marks = (user.email, user.personal_id)
    user.full_name, user.phone, user.email, user.personal_id = full_name, phone, email, personal_id
    user.save(update_fields=["full_name", "phone", "email", "personal_id"])
    if marks != (email, personal_id):
        unlink_identities(user)
    log_person(events.PERSON_EDITED, user, by=by, on=on, before=before, after=_written(user))
    return user


@service("accounts.lock_person")
def lock_person(*, user: User, by: User | None, on: dt.date, reason: str) -> User:
    """End the sessions of a person and let them sign in no more."""
    require_other(by, user, "Không thể tự khóa tài khoản của mình.")
    require_manages_person(by, user)
    drop_sessions(user)
    return _set_lock(user, is_locked=True, by=by, on=on, reason=reason)


@service("accounts.unlock_person")
def unlock_person(*, user: User, by: User | None, on: dt.date, reason: str = "") -> User:
    """Let a locked person sign in again; wrong passwords so far are forgotten."""
    require_manages_person(by, user)
    forget_failures(username=user.username)
    return _set_lock(user, is_locked=False, by=by, on=on, reason=reason)


@service("accounts.reset_password")
def reset_password(*, user: User, by: User | None, on: dt.date) -> str:
    """Return a new one-time password; the old one and all sessions of the person end."""
    require_other(by, user, "Hãy tự đổi mật khẩu của mình ở trang Đổi mật khẩu.")
    require_manages_person(by, user)
    password = _one_time_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    drop_sessions(user)
    forget_failures(username=user.username)
    log_person(events.PASSWORD_RESET, user, by=by, on=on)
    return password


@service("accounts.change_password")
def change_password(*, password: str, by: User, on: dt.date) -> User:
    """Give oneself a new password, which ends all sessions; the form has checked the old one."""
    by.set_password(password)
    by.must_change_password = False
    by.save(update_fields=["password", "must_change_password"])
    drop_sessions(by)
    log_person(events.PASSWORD_CHANGED, by, by=by, on=on)
    return by


def _set_lock(user: User, *, is_locked: bool, by: User | None, on: dt.date, reason: str) -> User:
    locked = User.objects.select_for_update().get(pk=user.pk)
    if locked.is_locked == is_locked:
        word = "đã bị khóa" if is_locked else "đang mở"
        raise refuse("accounts.no_change", f"Tài khoản này {word} từ trước.")
    user.is_locked = is_locked
    user.save(update_fields=["is_locked"])
    kind = events.PERSON_LOCKED if is_locked else events.PERSON_UNLOCKED
    log_person(kind, user, by=by, on=on, reason=reason)
    return user


def _written(user: User) -> dict[str, str]:
    """Return what the log keeps of a person: no more of the personal number than tells it apart."""
    number = f"…{user.personal_id[-3:]}" if user.personal_id else ""
    return {
        "full_name": user.full_name,
        "phone": user.phone,
        "email": user.email,
        "personal_id": number,
    }


def _one_time_password() -> str:
    """Return twelve characters that are easy to read out on the telephone (59 bits)."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(3))
    return "-".join(groups)


def _free_username(full_name: str) -> str:
    """Return the given name with the initials before it: Nguyễn Văn An is annv, then annv2."""
    words = "".join(c for c in fold(full_name) if c.isalnum() or c.isspace()).split()
    if not words:
        raise refuse("accounts.name", "Nhập họ và tên.", field="full_name")
    base = words[-1] + "".join(word[0] for word in words[:-1])
    base = base.encode("ascii", "ignore").decode()[:40] or "nguoidung"
    taken = set(User.objects.filter(username__startswith=base).values_list("username", flat=True))
    return next(n for i in count(1) if (n := base if i == 1 else f"{base}{i}") not in taken)
