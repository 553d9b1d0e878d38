"""One thing done to a whole filtered set: shown before, done exactly so, taken back in time."""

import datetime as dt

import pytest
from django.urls import reverse

from khuyencong.core import clock
from khuyencong.core.findings import Refusal
from khuyencong.desk import queries
from khuyencong.desk.models import BulkRun
from khuyencong.desk.queries import asked_of, sort_out
from khuyencong.desk.services import act_on_many, bulk, start_bulk, start_undo, undo_many
from khuyencong.establishments.models import Establishment
from khuyencong.jobs.enums import JobState
from khuyencong.jobs.models import Job
from tests.accounts.factories import dak_lak, lang_son
from tests.establishments.factories import establishment
from tests.jobs.factories import run_jobs

pytestmark = pytest.mark.django_db
PAGE = "/danh-sach/co-so/hang-loat/nganh-nghe/"
GIVEN = "trade=handicrafts"
TODAY = dt.date(2026, 3, 2)


@pytest.fixture
def here():
    return dak_lak()


@pytest.fixture
def officer(here):
    return here.person("officer")


@pytest.fixture
def desk(client_of, officer):
    return client_of(officer)


@pytest.fixture
def three(here):
    names = ("Một", "Hai", "Ba")
    return [establishment(f"HTX {name}", province=here.unit) for name in names]


def trades():
    return list(Establishment.objects.order_by("pk").values_list("trade", flat=True))


def digest(client, query=""):
    return client.post(f"{PAGE}?{query}", {"trade": "handicrafts"}).context["found"].digest


def start(by, seen, query=""):
    return start_bulk(
        list_code="co-so",
        action="nganh-nghe",
        query=query,
        given=GIVEN,
        digest=seen,
        by=by,
        on=TODAY,
    )


def test_a_preview_shows_how_many_which_first_and_who_stays_out(desk, three):
    Establishment.objects.filter(pk=three[0].pk).update(trade="handicrafts")
    assert "Xem trước" in desk.get(PAGE).content.decode()
    page = desk.post(PAGE, {"trade": "handicrafts"}).content.decode()
    assert "Sẽ làm cho 2 cơ sở" in page
    assert "HTX Ba" in page
    assert "đã ghi ngành nghề tiểu thủ công nghiệp: <b>1</b>" in page
    assert "(HTX Một)" in page
    assert trades()[1:] == ["agro_processing"] * 2


def test_it_is_done_to_the_filtered_set_alone(desk, three, officer):
    Establishment.objects.filter(pk=three[2].pk).update(legal_form="household")
    query = "loai-hinh=cooperative"
    sent = {"trade": "handicrafts", "xem": digest(desk, query), "lam": "1"}
    answer = desk.post(f"{PAGE}?{query}", sent, follow=True)
    assert "Đã làm cho <b>2</b> cơ sở" in answer.content.decode()
    assert trades() == ["handicrafts", "handicrafts", "agro_processing"]
    assert "csrf" not in BulkRun.objects.get().given


def test_what_was_not_filled_in_or_not_shown_is_not_done(desk, three):
    assert desk.post(PAGE, {"trade": ""}).status_code == 422
    seen = digest(desk)
    for changed in ({"trade": "mining", "xem": seen}, {"trade": "handicrafts", "xem": ""}):
        answer = desk.post(PAGE, {**changed, "lam": "1"})
        assert answer.status_code == 422
        assert "khác với lúc xem trước" in answer.content.decode()
    assert trades() == ["agro_processing"] * 3
    assert not BulkRun.objects.exists()


def test_a_set_that_changed_since_it_was_shown_is_not_touched(desk, three, officer, here):
    seen = digest(desk)
    establishment("HTX Mới", province=here.unit)
    with pytest.raises(Refusal, match="khác với lúc xem trước"):
        start(officer, seen)
    assert set(trades()) == {"agro_processing"}


def test_an_empty_set_is_not_done(desk, here):
    page = desk.post(PAGE, {"trade": "handicrafts"})
    assert "Không có cơ sở nào làm được" in page.content.decode()


def test_it_is_taken_back_and_says_what_stays(desk, three, officer):
    run = start(officer, digest(desk))
    Establishment.objects.filter(pk=three[1].pk).update(trade="mining")
    page = desk.post(f"/hang-loat/{run.public_id}/hoan-tac/", follow=True).content.decode()
    assert "Đã trả lại như cũ <b>2</b> cơ sở" in page
    assert "<b>HTX Hai</b>: đã được sửa sau đó" in page
    assert trades() == ["agro_processing", "mining", "agro_processing"]
    assert (
        "chỉ một lần"
        in desk.post(f"/hang-loat/{run.public_id}/hoan-tac/", follow=True).content.decode()
    )


def test_the_window_closes(desk, three, officer, settings):
    run = start(officer, digest(desk))
    run.done_at = clock.now() - dt.timedelta(minutes=settings.KC_UNDO_MINUTES + 1)
    run.save()
    assert "Hoàn tác (đến" not in desk.get(run.get_absolute_url()).content.decode()
    page = desk.post(f"/hang-loat/{run.public_id}/hoan-tac/", follow=True).content.decode()
    assert "không còn hoàn tác được nữa" in page
    assert set(trades()) == {"handicrafts"}


def test_nobody_else_sees_it_or_takes_it_back(desk, three, officer, here, client_of):
    run = start(officer, digest(desk))
    other = here.person("centre_head")
    assert client_of(other).get(run.get_absolute_url()).status_code == 404
    assert client_of(other).post(f"/hang-loat/{run.public_id}/hoan-tac/").status_code == 404
    with pytest.raises(Refusal):
        start_undo(run=run, by=other, on=TODAY)


def test_many_rows_are_done_and_taken_back_by_jobs_once(desk, three, officer, monkeypatch):
    monkeypatch.setattr(bulk, "AT_ONCE", 2)
    job = start(officer, digest(desk))
    assert (type(job), set(trades())) == (Job, {"agro_processing"})
    run = BulkRun.objects.get()
    assert "đang được làm" in desk.get(run.get_absolute_url()).content.decode()
    run_jobs()
    run.refresh_from_db()
    assert (set(trades()), run.count) == ({"handicrafts"}, 3)
    done_at = run.done_at
    assert act_on_many(run=run, by=officer, on=TODAY).done_at == done_at
    start_undo(run=run, by=officer, on=TODAY)
    run_jobs()
    run.refresh_from_db()
    assert (set(trades()), run.left) == ({"agro_processing"}, [])
    assert undo_many(run=run, by=officer, on=TODAY).undone_at == run.undone_at
    assert set(Job.objects.values_list("state", flat=True)) == {JobState.DONE}


def test_too_many_rows_are_asked_to_be_parted(officer, three, monkeypatch, desk):
    monkeypatch.setattr(queries, "MOST_AT_ONCE", 2)
    answer = desk.post(PAGE, {"trade": "handicrafts"})
    assert answer.status_code == 422
    assert "tối đa 2 dòng" in answer.content.decode()


@pytest.mark.parametrize("address", ["co-so/hang-loat/khong-co/", "nhat-ky/hang-loat/x/"])
def test_what_is_not_offered_is_not_found(desk, address):
    assert desk.get(f"/danh-sach/{address}").status_code == 404


def test_only_those_who_may_are_offered_it(client_of, here, three, desk):
    reader = client_of(here.person("provincial_leader"))
    assert "Ghi ngành nghề" in desk.get("/co-so/").content.decode()
    assert "Ghi ngành nghề" not in reader.get("/co-so/").content.decode()
    assert reader.get(PAGE).status_code == 404


def test_rows_of_others_stay_out_though_they_are_seen(three):
    far = lang_son().person("officer")
    asked = asked_of(far, "co-so", "")
    assert asked.count() == 0
    assert sort_out(asked, "nganh-nghe", None, TODAY).ready == ()


def test_addresses_of_the_desk_are_spelt_as_people_read_them():
    assert reverse("desk:bulk", args=["de-an", "giao-can-bo"]) == (
        "/danh-sach/de-an/hang-loat/giao-can-bo/"
    )
