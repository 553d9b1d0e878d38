"""What opens an account beside the password: keys, codes, identities, and running sessions."""

import datetime as dt

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from khuyencong.accounts import events
from khuyencong.accounts.models import User
from khuyencong.accounts.queries import sessions_of
from khuyencong.accounts.services.guards import require_manages_person, require_other
from khuyencong.accounts.services.log import log_person
from khuyencong.core.findings import refuse
from khuyencong.core.service import service

KEYS = {
    Authenticator.Type.TOTP: "ứng dụng tạo mã",
    Authenticator.Type.WEBAUTHN: "khóa đăng nhập",
    Authenticator.Type.RECOVERY_CODES: "mã dự phòng",
}


@service("accounts.record_key_added")
def record_key_added(*, key: Authenticator, by: User, on: dt.date) -> None:
    """Write down that a person has a further way to prove who they are."""
    log_person(events.KEY_ADDED, by, by=by, on=on, key=KEYS[Authenticator.Type(key.type)])


@service("accounts.record_key_removed")
def record_key_removed(*, key: Authenticator, by: User, on: dt.date) -> None:
    """Write down that a person gave up a way to prove who they are."""
    log_person(events.KEY_REMOVED, by, by=by, on=on, key=KEYS[Authenticator.Type(key.type)])


@service("accounts.record_codes_renewed")
def record_codes_renewed(*, by: User, on: dt.date) -> None:
    """Write down that the former recovery codes hold no longer."""
    log_person(events.CODES_RENEWED, by, by=by, on=on)


@service("accounts.reset_second_factor")
def reset_second_factor(*, user: User, by: User | None, on: dt.date, reason: str) -> None:
    """Take all keys and codes of a person who lost theirs; their sessions end."""
    require_other(by, user, "Hãy tự bỏ khóa và mã của mình ở trang Bảo vệ đăng nhập.")
    require_manages_person(by, user)
    taken, _ = Authenticator.objects.filter(user=user).delete()
    if not taken:
        raise refuse("accounts.no_second_factor", "Người này chưa đặt bước xác nhận thứ hai.")
    drop_sessions(user)
    log_person(events.SECOND_FACTOR_RESET, user, by=by, on=on, reason=reason)


@service("accounts.link_identity")
def link_identity(*, identity: SocialAccount, by: User, on: dt.date) -> SocialAccount:
    """Keep whom an identity provider vouched for; later sign-ins go by its own number alone."""
    identity.user = by
    identity.save()
    log_person(events.IDENTITY_LINKED, by, by=by, on=on)
    return identity


@service("accounts.end_sessions")
def end_sessions(*, sessions: list[UserSession], by: User, on: dt.date) -> int:
    """Sign oneself out elsewhere; return in how many sessions."""
    own = sessions_of(by).filter(pk__in=[session.pk for session in sessions])
    ended = _drop(list(own))
    if not ended:
        raise refuse("accounts.no_session", "Phiên này đã kết thúc từ trước.")
    log_person(events.SESSIONS_ENDED, by, by=by, on=on, count=ended)
    return ended


def drop_sessions(user: User) -> None:
    """End every session of a person whose way in has changed."""
    _drop(list(UserSession.objects.filter(user=user)))


def unlink_identities(user: User) -> None:
    """Forget the identities of a person whose e-mail or personal number was corrected."""
    SocialAccount.objects.filter(user=user).delete()


def _drop(sessions: list[UserSession]) -> int:
    Session.objects.filter(session_key__in=[s.session_key for s in sessions]).delete()
    UserSession.objects.filter(pk__in=[s.pk for s in sessions]).delete()
    return len(sessions)
