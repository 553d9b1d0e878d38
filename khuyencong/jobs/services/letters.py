"""Letters: written down at once, sent by a job, kept until a mail server has taken them."""

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from khuyencong.accounts.models import User
from khuyencong.audit.services import record
from khuyencong.core import clock
from khuyencong.core.findings import refuse
from khuyencong.core.service import service
from khuyencong.jobs.enums import JobState, MailState
from khuyencong.jobs.events import MAIL_SENT_AGAIN
from khuyencong.jobs.models import Job, Mail
from khuyencong.jobs.services.queue import enqueue

PERMANENT = 500  # from here on the server's answer is final (RFC 5321, 4.2.1)


def write_letter(message: EmailMessage) -> Mail:
    """Keep a message (its plain text) and ask for its sending, in the running transaction.

    Raises ValueError for attachments: papers are fetched from the site, where access is checked.
    """
    if message.attachments:
        raise ValueError("letters carry no attachments")
    mail = Mail.objects.create(
        recipients=message.recipients(),
        subject=str(message.subject),
        body=str(message.body),
        sender=message.from_email,
        written_at=clock.now(),
    )
    ask_for_sending()
    return mail


def ask_for_sending() -> None:
    """Queue the job that sends what waits, unless it stands there or no server is known."""
    asked = Job.objects.filter(kind="jobs.send_mail", state=JobState.QUEUED)
    if settings.KC_MAIL_BACKEND and not asked.exists():
        enqueue("jobs.send_mail", params={}, by=None, title="Gửi thư điện tử")


def post(mail: Mail) -> bool:
    """Hand a locked letter to the mail server; return whether the server can be reached.

    The Message-ID is the letter's own: sent twice by a death in between, it still is one letter.
    """
    message = EmailMessage(
        mail.subject,
        mail.body,
        mail.sender,
        mail.recipients,
        headers={"Message-ID": f"<{mail.public_id}@{settings.KC_SITE_URL.split('//')[-1]}>"},
        connection=get_connection(settings.KC_MAIL_BACKEND),
    )
    is_reachable = True
    try:
        message.send()
    except (OSError, ValueError) as error:  # what smtplib raises is an OSError
        codes = _codes(error)
        is_reachable, mail.problem = bool(codes), str(error)
        if codes and min(codes) >= PERMANENT:
            mail.state = MailState.REFUSED
    else:
        mail.state, mail.sent_at, mail.problem = MailState.SENT, clock.now(), ""
    mail.save(update_fields=["state", "sent_at", "problem"])
    return is_reachable


def _codes(error: Exception) -> list[int]:
    """Return what the server answered about this letter, [] if it never came to that."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return [code for code, _ in error.recipients.values()]
    if isinstance(error, smtplib.SMTPDataError | smtplib.SMTPSenderRefused):
        return [error.smtp_code]
    return [PERMANENT] if isinstance(error, ValueError) else []  # a header that cannot be written


@service("jobs.send_again")
def send_again(*, mail: Mail, by: User) -> Mail:
    """Let a refused letter try once more."""
    row = Mail.objects.select_for_update().get(pk=mail.pk)
    if row.state != MailState.REFUSED:
        raise refuse("jobs.mail_not_refused", "Chỉ gửi lại được thư đã bị máy chủ từ chối.")
    row.state = MailState.WAITING
    row.save(update_fields=["state"])
    record(MAIL_SENT_AGAIN, by=by, subject=row)
    ask_for_sending()
    return row
