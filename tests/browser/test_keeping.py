"""Nothing typed is lost: saved as one types, kept on the machine while that fails."""

import pytest
from django.contrib.sessions.models import Session

from khuyencong.desk.models import FormDraft
from tests.browser.conftest import sign_in

OFFICER = "canbo.daklak"
FORM = "/co-so/them/"
COPIES = "Object.keys(localStorage).filter((key) => key.startsWith('kc-draft:')).length"


@pytest.fixture
def page(open_page):
    page = open_page(OFFICER)
    page.goto(FORM, wait_until="networkidle")
    return page


def state(page):
    return page.locator(".saved")


def name(page):
    return page.get_by_label("Tên cơ sở", exact=True)


def test_typing_is_saved_and_offered_again(page):
    name(page).fill("HTX mắc ca Ea Knuếc")
    state(page).get_by_text("Lưu tự động").wait_for()
    assert FormDraft.objects.get().values["name"] == ["HTX mắc ca Ea Knuếc"]
    page.goto(FORM)
    page.get_by_role("button", name="Soạn tiếp").click()
    assert name(page).input_value() == "HTX mắc ca Ea Knuếc"
    assert page.evaluate(COPIES) == 0


def test_unwanted_typing_can_be_dropped(page):
    name(page).fill("Gõ thử")
    state(page).get_by_text("Lưu tự động").wait_for()
    page.goto(FORM)
    with page.expect_navigation():
        page.get_by_role("button", name="Bỏ bản này").click()
    assert not FormDraft.objects.exists()


def test_session_that_ends_while_typing_loses_nothing(page):
    Session.objects.all().delete()
    name(page).fill("Gõ lúc hết phiên")
    page.get_by_role("link", name="Đăng nhập lại").click()
    sign_in(page, OFFICER)
    page.goto(FORM)
    page.get_by_text("Đã lấy lại nội dung bạn gõ").wait_for()
    assert name(page).input_value() == "Gõ lúc hết phiên"


def test_form_sent_after_the_session_ended_comes_back_filled(page):
    name(page).fill("Gửi lúc hết phiên")
    state(page).get_by_text("Lưu tự động").wait_for()
    Session.objects.all().delete()
    page.get_by_role("button", name="Ghi cơ sở").click()
    page.wait_for_url("**/dang-nhap/**")
    sign_in(page, OFFICER)
    page.goto(FORM)
    page.get_by_text("Đã lấy lại nội dung bạn gõ").wait_for()
    assert name(page).input_value() == "Gửi lúc hết phiên"


def test_lost_network_is_said_and_made_up_for(page):
    page.context.set_offline(True)
    name(page).fill("Gõ lúc mất mạng")
    state(page).get_by_text("mất mạng").wait_for()
    assert page.evaluate(COPIES) == 1
    page.context.set_offline(False)
    state(page).get_by_text("Lưu tự động").wait_for()
    assert page.evaluate(COPIES) == 0


def test_signing_out_leaves_no_copy_on_the_machine(page):
    page.context.set_offline(True)
    name(page).fill("Của người trước")
    state(page).get_by_text("mất mạng").wait_for()
    page.context.set_offline(False)
    page.locator("summary.me").click()
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url("**/dang-nhap/**")
    assert page.evaluate(COPIES) == 0
