"""Appraisal by the law of its day; returning with reasons; rejecting."""

import datetime as dt
from decimal import Decimal

import pytest

from khuyencong.core.findings import Refusal
from khuyencong.norms.enums import Certainty
from khuyencong.schemes import services
from khuyencong.schemes.enums import State
from khuyencong.schemes.rules.facts import Answer
from tests.norms.factories import NormFactory, verified_levels
from tests.schemes.factories import MILLION, fresh, world

BORROWED = Answer(code="ceiling.borrowed", reason="theo hướng dẫn", citation="CV 15/SCT")


def codes(refused):
    return [finding.code for finding in refused.value.findings]


@pytest.mark.parametrize(
    ("support", "total", "kind", "found"),
    [
        (350, 1000, "machinery", ["ceiling.cap"]),
        (250, 400, "machinery", ["ceiling.rate"]),
        (350, 1000, "technology_line", []),
        (300, 600, "machinery", []),
    ],
)
def test_the_verified_level_of_the_province_binds(here, support, total, kind, found):
    scheme = here.written(kind=kind, support=support, total=total)
    here.submit(scheme)
    if not found:
        assert here.appraise(scheme).to_state == State.APPRAISED
        return
    with pytest.raises(Refusal) as refused:
        here.appraise(scheme)
    assert codes(refused) == found


def bare(**known):
    """A scheme in a province without a level of its own."""
    here = world(levels=False)
    scheme = here.written(**known)
    here.submit(scheme)
    return here, scheme


def test_a_borrowed_level_only_warns_and_the_appraiser_passes_with_reason_and_article(db):
    here, scheme = bare(support=350, total=1000)
    with pytest.raises(Refusal) as refused:
        here.appraise(scheme)
    assert codes(refused) == ["ceiling.cap"]
    assert "trung ương" in refused.value.findings[0].message
    answer = Answer(code="ceiling.cap", reason="địa bàn ưu tiên", citation="NQ chờ ban hành")
    step = here.appraise(scheme, answers=[answer])
    assert step.answers[0]["citation"] == "NQ chờ ban hành"
    assert {f["severity"] for f in step.findings} == {"pass", "warn"}


def test_an_unverified_level_of_the_province_only_warns(db):
    here = world(levels=False)
    verified_levels(here.place.unit, certainty=Certainty.UNVERIFIED)
    scheme = here.written(support=350, total=1000)
    here.submit(scheme)
    with pytest.raises(Refusal) as refused:
        here.appraise(scheme)
    assert "chưa được kiểm chứng" in refused.value.findings[0].message


def test_a_resolution_governs_from_its_first_day(here):
    scheme = here.written(support=250, total=600)
    here.submit(scheme)
    first = here.on + dt.timedelta(days=2)
    here.place.unit.refresh_from_db()
    close_levels(here, until=first)
    NormFactory(province=here.place.unit, cap_vnd=200 * MILLION, since=first)
    with pytest.raises(Refusal) as refused:
        here.appraise(scheme, on=first)
    assert codes(refused) == ["ceiling.cap"]
    assert here.appraise(scheme, on=first - dt.timedelta(days=1)).on < first


def close_levels(here, until):
    from django.db.backends.postgresql.psycopg_any import DateRange  # noqa: PLC0415

    from khuyencong.norms.models import Norm  # noqa: PLC0415

    for norm in Norm.objects.filter(province=here.place.unit, kind="machinery"):
        norm.valid = DateRange(norm.valid.lower, until)
        norm.save()


def test_an_unknown_level_is_given_by_the_appraiser_with_its_basis(here, monkeypatch):
    monkeypatch.setattr("khuyencong.schemes.queries.facts.ceiling_on", lambda **_: None)
    scheme = here.written()
    here.submit(scheme)
    with pytest.raises(Refusal) as refused:
        here.appraise(scheme)
    assert codes(refused) == ["ceiling.unknown"]
    answer = Answer(
        code="ceiling.unknown", reason="r", citation="CV 9/STC", rate_percent=Decimal("33.5")
    )
    here.appraise(scheme, answers=[answer])
    here.plan(scheme)
    assert here.approve(scheme).to_state == State.APPROVED
    assert fresh(scheme).norm is None


def test_a_ward_of_a_central_city_is_refused_on_that_day(here, monkeypatch):
    monkeypatch.setitem(
        __import__("khuyencong.establishments.queries.eligibility", fromlist=["TESTS"]).TESTS,
        "central_city_ward",
        lambda ground, on: on >= dt.date(2026, 3, 1),
    )
    scheme = here.written()
    here.submit(scheme)
    with pytest.raises(Refusal) as refused:
        here.appraise(scheme, on=dt.date(2026, 3, 1))
    assert refused.value.findings[0].field == "unit"
    assert here.appraise(scheme, on=dt.date(2026, 2, 28)).to_state == State.APPRAISED


def test_the_form_needs_its_number(here):
    scheme = here.at("submitted")
    with pytest.raises(Refusal) as refused:
        services.appraise(
            scheme=scheme, paper_no=" ", by=here.person("appraiser"), on=here.next_day()
        )
    assert codes(refused) == ["paper.no_number"]


def test_a_paper_before_the_submission_is_refused(here):
    scheme = here.at("submitted")
    with pytest.raises(Refusal) as refused:
        here.appraise(scheme, on=scheme.submitted_on - dt.timedelta(days=1))
    assert codes(refused) == ["paper.order"]


def give_back(here, scheme, **known):
    facts = {"scheme": scheme, "by": here.person("appraiser"), "on": here.next_day()}
    return services.return_scheme(**facts | known)


def test_returning_keeps_a_reason_for_each_item_and_opens_the_text_again(here):
    scheme = here.at("appraised")
    items = [{"item": "Dự toán", "reason": "thiếu báo giá"}]
    step = give_back(here, scheme, items=items)
    scheme = fresh(scheme)
    assert (step.items, scheme.state, scheme.is_editable) == (items, State.RETURNED, True)
    assert (scheme.holder, scheme.appraised_on) == (here.place.centre, None)


def test_returning_without_any_reason_is_refused(here):
    with pytest.raises(Refusal) as refused:
        give_back(here, here.at("submitted"))
    assert codes(refused) == ["schemes.reason"]


def test_the_answers_of_an_earlier_round_do_not_count_again(db):
    here, scheme = bare()
    here.appraise(scheme, answers=[BORROWED])
    give_back(here, scheme, reason="bổ sung")
    services.resubmit(scheme=scheme, by=here.person("officer"), on=here.next_day())
    with pytest.raises(Refusal) as refused:
        here.appraise(scheme)
    assert codes(refused) == ["ceiling.borrowed"]


def test_rejecting_ends_the_scheme_with_its_reason(here):
    scheme = here.at("submitted")
    step = services.reject(
        scheme=scheme, reason="trùng hỗ trợ", by=here.person("appraiser"), on=here.next_day()
    )
    assert (fresh(scheme).state, fresh(scheme).ended_on) == (State.REJECTED, here.on)
    assert step.reason == "trùng hỗ trợ"


@pytest.mark.parametrize("text", [{"paper_no": "1" * 101}, {"reason": "a" * 20_001}])
def test_texts_too_long_for_their_place_are_refused_by_field(here, text):
    facts = {"scheme": here.at("submitted"), "reason": "r", "on": here.next_day()}
    with pytest.raises(Refusal) as refused:
        services.reject(by=here.person("appraiser"), **facts | text)
    assert [f.field for f in refused.value.findings] == list(text)
