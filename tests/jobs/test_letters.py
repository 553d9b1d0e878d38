"""Letters are kept until a mail server has taken them."""

import smtplib

import pytest
from django.core import mail as django_mail
from django.core.mail import EmailMessage

from khuyencong.audit.models import Event
from khuyencong.core.findings import Refusal
from khuyencong.jobs import services
from khuyencong.jobs.models import Job, Mail
from khuyencong.jobs.tasks import has_letters_to_send
from tests.accounts.factories import UserFactory, dak_lak
from tests.jobs.factories import run_jobs

pytestmark = pytest.mark.django_db
LOCAL = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture(autouse=True)
def server(settings):
    settings.EMAIL_BACKEND = "khuyencong.jobs.mail.QueuedBackend"
    settings.KC_MAIL_BACKEND = LOCAL
    settings.KC_SITE_URL = "https://khuyencong.example.vn"


@pytest.fixture
def answers(monkeypatch):
    """Let the mail server answer with these errors, one for each letter."""
    waiting = []

    def send(self, **kwargs):
        error = waiting.pop(0)
        if error:
            raise error

    monkeypatch.setattr(EmailMessage, "send", send)
    return waiting


def written(subject="Tin", to="a@example.vn"):
    return services.write_letter(EmailMessage(subject, "Nội dung", to=[to]))


def states():
    return list(Mail.objects.order_by("pk").values_list("state", flat=True))


def test_a_letter_is_sent_by_a_job():
    EmailMessage("Xin chào", "Nội dung", to=["a@example.vn"]).send()
    assert django_mail.outbox == []
    run_jobs()
    (sent,) = django_mail.outbox
    mail = Mail.objects.get()
    assert (sent.subject, sent.to) == ("Xin chào", ["a@example.vn"])
    assert sent.extra_headers["Message-ID"] == f"<{mail.public_id}@khuyencong.example.vn>"
    assert (mail.state, mail.sent_at is None) == ("sent", False)


def test_one_job_sends_all_letters_that_wait():
    for _ in range(3):
        written()
    assert Job.objects.count() == 1
    run_jobs()
    assert Job.objects.get().outcome == "Đã gửi 3 thư."
    assert states() == ["sent"] * 3


def test_without_a_mail_server_letters_wait(settings):
    settings.KC_MAIL_BACKEND = ""
    written()
    assert run_jobs() == 0
    assert not has_letters_to_send()
    settings.KC_MAIL_BACKEND = LOCAL
    assert has_letters_to_send()


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (smtplib.SMTPRecipientsRefused({"a@example.vn": (550, b"unknown")}), "refused"),
        (smtplib.SMTPRecipientsRefused({"a@example.vn": (450, b"greylisted")}), "waiting"),
        (smtplib.SMTPDataError(554, b"spam"), "refused"),
        (smtplib.SMTPSenderRefused(451, b"later", "b@example.vn"), "waiting"),
        (ValueError("Header values can't contain newlines"), "refused"),
    ],
)
def test_what_is_wrong_with_one_letter_stops_no_other(answers, error, state):
    answers += [error, None]
    written()
    written()
    run_jobs()
    assert states() == [state, "sent"]
    assert Mail.objects.order_by("pk").first().problem == str(error)


@pytest.mark.parametrize(
    "error", [ConnectionRefusedError("nobody there"), smtplib.SMTPAuthenticationError(535, b"no")]
)
def test_a_server_that_is_away_is_asked_once(answers, error):
    answers.append(error)
    written()
    written()
    run_jobs()
    assert states() == ["waiting"] * 2
    assert "tự gửi lại" in Job.objects.get().outcome


def test_a_letter_sent_meanwhile_is_passed_over(monkeypatch):
    written()
    monkeypatch.setattr(
        "khuyencong.jobs.tasks.services.post", lambda mail: pytest.fail("sent a second time")
    )
    monkeypatch.setattr("khuyencong.jobs.run.Run.step", lambda self: meanwhile())
    run_jobs()
    assert Job.objects.get().outcome == "Đã gửi 0 thư."


class meanwhile:  # noqa: N801 - stands where a function was
    """Another worker sends the letter just before the step."""

    def __enter__(self):
        Mail.objects.update(state="sent", sent_at="2026-01-01T00:00Z")

    def __exit__(self, *error):
        pass


def test_the_administrator_sees_letters_without_their_text(client_of, answers):
    answers += [smtplib.SMTPDataError(554, b"spam"), None]
    mail = written("Đặt lại mật khẩu")
    run_jobs()
    client = client_of(dak_lak().person("administrator"))
    assert "Đặt lại mật khẩu" in client.get("/thu-di/?q=a@example").content.decode()
    page = client.get(mail.get_absolute_url()).content.decode()
    assert "Nội dung</dd>" not in page
    assert "Gửi lại" in page
    client.post(mail.get_absolute_url())
    run_jobs()
    assert states() == ["sent"]
    assert Event.objects.filter(kind="jobs.mail_sent_again").count() == 1
    assert client_of(UserFactory()).get("/thu-di/").status_code == 403


def test_only_a_refused_letter_is_sent_again():
    with pytest.raises(Refusal):
        services.send_again(mail=written(), by=UserFactory())


def test_where_no_server_is_known_the_page_says_so(client_of, settings):
    settings.KC_MAIL_BACKEND = ""
    mail = written()
    client = client_of(dak_lak().person("administrator"))
    assert "SMTP_URL" in client.get(mail.get_absolute_url()).content.decode()
