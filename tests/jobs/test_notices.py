"""Telling people: the bell, the page, the words to send on, letters as each one wants them."""

import pytest
from django.core.mail import EmailMultiAlternatives

from khuyencong.core import clock
from khuyencong.jobs import services
from khuyencong.jobs.enums import MailPace
from khuyencong.jobs.models import Mail, MailChoice, Notice
from khuyencong.jobs.queries import unread_count
from khuyencong.jobs.services import notify
from tests.accounts.factories import UserFactory
from tests.jobs.factories import run_jobs

pytestmark = pytest.mark.django_db
ADDRESS = "canbo@example.vn"
TOLD = {"kind": "jobs.done", "text": "Danh sách đã xuất xong.", "url": "/de-an/"}


@pytest.fixture(autouse=True)
def queued(settings):
    settings.EMAIL_BACKEND = "khuyencong.jobs.mail.QueuedBackend"
    settings.KC_SITE_URL = "https://khuyencong.example.vn"


@pytest.fixture
def me():
    return UserFactory(email=ADDRESS)


@pytest.fixture
def browser(me, client_of):
    return client_of(me)


def chosen(person, pace):
    return services.choose_mail(pace=pace, by=person)


def text_of(response):
    return response.content.decode()


def test_the_bell_counts_what_was_not_read(me, browser):
    assert text_of(browser.get("/thong-bao/chua-doc/")) == ""
    assert 'hx-get="/thong-bao/chua-doc/"' in text_of(browser.get("/thong-bao/"))
    notify(to=[me, UserFactory()], **TOLD)
    assert text_of(browser.get("/thong-bao/chua-doc/")) == "1"
    one = {"recipient": me, "kind": "jobs.done", "text": "x", "created_at": clock.now()}
    Notice.objects.bulk_create(Notice(**one) for _ in range(120))
    assert unread_count(me) == 100
    assert text_of(browser.get("/thong-bao/chua-doc/")) == "99+"
    assert "<b>99+</b> chưa đọc" in text_of(browser.get("/thong-bao/"))


def test_opening_a_notice_reads_it_and_leads_on(me, browser):
    notify(to=me, **TOLD)
    notice = Notice.objects.get()
    response = browser.post(f"/thong-bao/{notice.public_id}/mo/")
    assert (response.status_code, response["Location"]) == (302, "/de-an/")
    assert unread_count(me) == 0


def test_nobody_opens_the_notice_of_another(me, browser):
    notify(to=UserFactory(), **TOLD)
    notice = Notice.objects.get()
    assert browser.post(f"/thong-bao/{notice.public_id}/mo/").status_code == 404
    assert notice.text not in text_of(browser.get("/thong-bao/"))


def test_all_are_read_at_once(me, browser):
    for _ in range(3):
        notify(to=me, **TOLD)
    browser.post("/thong-bao/da-doc/")
    assert unread_count(me) == 0
    services.read_notices(by=me, notice=Notice.objects.first())
    assert not Notice.objects.filter(read_at=None).exists()


def test_a_notice_has_words_ready_to_send_on(me, browser):
    notify(to=me, **TOLD, copy_text="Anh chị xem giúp danh sách.")
    page = text_of(browser.get("/thong-bao/"))
    assert "Chép tin nhắn" in page
    assert "Anh chị xem giúp danh sách.\nhttp://testserver/de-an/</textarea>" in page
    assert Notice(text="Đã xong.").message("https://x.vn") == "Đã xong."


def test_old_notices_stand_on_further_pages(me, browser):
    for number in range(31):
        notify(to=me, kind="jobs.done", text=f"Tin số {number}.")
    assert "Tin số 0." not in text_of(browser.get("/thong-bao/"))
    assert "Tin số 0." in text_of(browser.get("/thong-bao/?trang=2"))
    assert browser.get("/thong-bao/?trang=xyz").status_code == 200


def test_a_letter_follows_at_once_for_those_who_want_it(me):
    chosen(me, MailPace.AT_ONCE)
    notify(to=[me, UserFactory()], **TOLD)
    mail = Mail.objects.get()
    assert (mail.recipients, mail.subject) == ([ADDRESS], TOLD["text"])
    assert "https://khuyencong.example.vn/de-an/" in mail.body
    assert "https://khuyencong.example.vn/thong-bao/cach-nhan/" in mail.body
    assert not Notice.objects.filter(is_for_digest=True).exists()


def digest():
    services.enqueue("jobs.send_digests", params={}, by=None, title="Gom")
    run_jobs()


def test_the_digest_gathers_what_was_not_read_and_once_only(me):
    chosen(me, MailPace.DAILY)
    for text in ("Tin một.", "Tin hai.", "Tin ba."):
        notify(to=me, kind="jobs.done", text=text)
    assert not Mail.objects.exists()
    services.read_notices(by=me, notice=Notice.objects.get(text="Tin hai."))
    digest()
    digest()
    mail = Mail.objects.get()
    assert mail.subject == "Khuyến công: 2 thông báo mới"
    assert "Tin một." in mail.body
    assert "Tin hai." not in mail.body


def test_a_digest_of_what_was_read_meanwhile_is_not_written(me):
    chosen(me, MailPace.DAILY)
    notify(to=me, **TOLD)
    services.read_notices(by=me)
    digest()
    assert not Mail.objects.exists()


def test_who_wants_no_digest_any_more_gets_none(me):
    chosen(me, MailPace.DAILY)
    notify(to=me, **TOLD)
    chosen(me, MailPace.NONE)
    chosen(me, MailPace.DAILY)
    digest()
    assert not Mail.objects.exists()


def test_a_person_chooses_on_the_page(me, browser):
    page = text_of(browser.get("/thong-bao/cach-nhan/"))
    assert "chưa khai báo máy chủ thư" in page
    assert ADDRESS in page
    assert browser.post("/thong-bao/cach-nhan/", {"pace": "hourly"}).status_code == 200
    assert not MailChoice.objects.exists()
    browser.post("/thong-bao/cach-nhan/", {"pace": "daily"})
    assert (MailChoice.objects.get().user, MailChoice.objects.get().pace) == (me, "daily")


def test_letters_without_an_address_are_refused(client_of):
    nobody = UserFactory()
    page = client_of(nobody).post("/thong-bao/cach-nhan/", {"pace": "daily"})
    assert "chưa có địa chỉ thư điện tử. Nhờ người quản trị" in text_of(page)
    assert chosen(nobody, MailPace.NONE).pace == "none"


def test_whose_address_is_gone_gets_no_letter_and_loses_no_notice(me):
    for pace in (MailPace.DAILY, MailPace.AT_ONCE):
        chosen(me, pace)
        notify(to=me, **TOLD)
    me.email = ""
    me.save()
    notify(to=me, **TOLD)
    digest()
    assert Mail.objects.count() == 1  # the one at once, while there was an address
    assert Notice.objects.count() == 3


def test_attachments_do_not_go_by_letter():
    message = EmailMultiAlternatives("Giấy tờ", "Nội dung", to=[ADDRESS])
    message.attach("a.txt", "x", "text/plain")
    with pytest.raises(ValueError, match="attachments"):
        message.send()
