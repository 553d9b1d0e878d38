"""Telling people: in the application, and by e-mail as soon as each of them wants it."""

from collections.abc import Collection

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from khuyencong.accounts.models import User
from khuyencong.core import clock
from khuyencong.core.findings import refuse
from khuyencong.core.service import service
from khuyencong.jobs.enums import MailPace
from khuyencong.jobs.models import MailChoice, Notice
from khuyencong.jobs.queries import mail_paces
from khuyencong.jobs.registry import NOTICES


def notify(
    *, to: User | Collection[User], kind: str, text: str, url: str = "", copy_text: str = ""
) -> None:
    """Tell one or several people something, in the running transaction.

    `text` is one sentence, `url` the page on which to act, `copy_text` what they may send on by
    Zalo if it is more than the sentence.
    """
    people = [to] if isinstance(to, User) else list(to)
    paces = mail_paces(people)
    notices = [
        Notice(
            recipient=person,
            kind=NOTICES[kind].code,
            text=text[:500],
            url=url,
            copy_text=copy_text,
            created_at=clock.now(),
            is_for_digest=paces.get(person.pk) == MailPace.DAILY,
        )
        for person in people
    ]
    Notice.objects.bulk_create(notices)
    for notice in notices:
        if paces.get(notice.recipient_id) == MailPace.AT_ONCE:
            mail_to(notice.recipient, notice.text, [notice])


def mail_to(person: User, subject: str, notices: Collection[Notice]) -> None:
    """Write one letter with the messages of the notices."""
    body = "\n\n".join(notice.message(settings.KC_SITE_URL) for notice in notices)
    closing = "Thư này do phần mềm Khuyến công tự gửi. Đổi cách nhận thư: "
    closing += f"{settings.KC_SITE_URL}{reverse('jobs:mail_choice')}"
    EmailMessage(subject[:200], f"{body}\n\n{closing}", to=[person.email]).send()


@service("jobs.read_notices")
def read_notices(*, by: User, notice: Notice | None = None) -> None:
    """Note that `by` has read one notice, or all of them."""
    unread = Notice.objects.filter(recipient=by, read_at=None)
    (unread.filter(pk=notice.pk) if notice else unread).update(read_at=clock.now())


@service("jobs.choose_mail")
def choose_mail(*, pace: MailPace, by: User) -> MailChoice:
    """Set how soon `by` wants notices by e-mail; a digest not wanted any more is dropped."""
    if pace is not MailPace.NONE and not by.email:
        raise refuse(
            "jobs.no_address",
            "Tài khoản của bạn chưa có địa chỉ thư điện tử.",
            field="pace",
            cure="Nhờ người quản trị của đơn vị ghi địa chỉ vào tài khoản rồi chọn lại.",
        )
    choice, _ = MailChoice.objects.update_or_create(user=by, defaults={"pace": pace})
    if pace is not MailPace.DAILY:
        Notice.objects.filter(recipient=by, is_for_digest=True).update(is_for_digest=False)
    return choice


def send_digest(choice: MailChoice) -> None:
    """Write one letter with what `choice` has waiting and was not read in the application."""
    waiting = Notice.objects.select_for_update().filter(
        recipient=choice.user_id, is_for_digest=True
    )
    unread = [notice for notice in waiting.order_by("pk") if notice.read_at is None]
    if unread and choice.user.email:
        mail_to(choice.user, f"Khuyến công: {len(unread)} thông báo mới", unread)
    waiting.update(is_for_digest=False)
