"""The jobs of this package: letters, the daily digest, sweeping."""

import datetime as dt

from django.conf import settings

from khuyencong.jobs import services
from khuyencong.jobs.enums import MailState
from khuyencong.jobs.queries import digests_due, letters_waiting
from khuyencong.jobs.registry import SCHEDULES, Daily, Every, Outcome, Run, Schedule, job


@job("jobs.send_mail", label="Gửi thư điện tử")
def send_mail(run: Run) -> Outcome:
    """Send the letters that wait; stop at the first one if the server is away."""
    sent = 0
    for pk in letters_waiting().values_list("pk", flat=True):
        with run.step():
            mail = letters_waiting().select_for_update(skip_locked=True).filter(pk=pk).first()
            is_reachable = mail is None or services.post(mail)
        if not is_reachable:
            return Outcome("Máy chủ thư chưa nhận thư; phần mềm sẽ tự gửi lại.")
        sent += mail is not None and mail.state == MailState.SENT
        run.advance()
    return Outcome(f"Đã gửi {sent} thư.")


@job("jobs.send_digests", label="Gửi thư gom thông báo trong ngày")
def send_digests(run: Run) -> Outcome:
    """Write one letter to each person who wants one a day."""
    choices = digests_due()
    for choice in choices:
        with run.step():
            services.send_digest(choice)
    return Outcome(f"Đã soạn {len(choices)} thư.")


@job("jobs.sweep", label="Dọn tệp kết quả và dữ liệu cũ")
def sweep(run: Run) -> Outcome:
    """Delete what nobody needs any more."""
    with run.step():
        count = services.sweep()
    return Outcome(f"Đã xóa {count} tệp kết quả cũ.")


def has_letters_to_send() -> bool:
    """Whether a letter waits and there is a server to take it."""
    return bool(settings.KC_MAIL_BACKEND) and letters_waiting().exists()


SCHEDULES.register(Schedule("jobs.send_mail", "Gửi thư còn chờ", Every(10), has_letters_to_send))
SCHEDULES.register(Schedule("jobs.send_digests", "Gom thông báo gửi thư", Daily(dt.time(7))))
SCHEDULES.register(Schedule("jobs.sweep", "Dọn dữ liệu cũ", Daily(dt.time(2, 30))))
