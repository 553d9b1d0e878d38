"""Writing a scheme: who may, what is kept, what is refused by field."""

import datetime as dt
from decimal import Decimal

import pytest

from khuyencong.audit.queries import history_of
from khuyencong.core.findings import Refusal
from khuyencong.schemes import services
from khuyencong.schemes.enums import Part, State
from khuyencong.schemes.services import LineInput, MachineInput
from tests.accounts.factories import AssignmentFactory, OrganisationFactory, UserFactory, lang_son
from tests.schemes.contents import line
from tests.schemes.factories import BEGIN, MILLION, fresh


def save(here, scheme, part=Part.RATIONALE, by=None, version=None, **values):
    return services.save_part(
        scheme=scheme,
        part=part,
        values=values,
        version=scheme.version if version is None else version,
        by=by or here.person("officer"),
        on=BEGIN,
    )


def estimate(here, scheme, *lines, **known):
    return services.set_estimate(
        scheme=scheme,
        lines=lines,
        version=known.get("version", scheme.version),
        by=here.person("officer"),
        on=BEGIN,
    )


def codes(refused):
    return [finding.code for finding in refused.value.findings]


def test_a_draft_has_no_code_and_its_writer_answers_for_it(here):
    scheme = here.draft()
    assert (scheme.code, scheme.state, scheme.version) == ("", State.DRAFT, 1)
    assert scheme.officer == here.person("officer")
    assert (scheme.department, scheme.holder) == (here.place.department, here.place.centre)
    assert scheme.unit == here.place.commune_unit


def test_a_draft_stands_in_its_own_history_but_in_no_list_of_the_province(here):
    (event,) = history_of(here.draft())
    assert event.kind == "schemes.drafted"
    assert (event.area_id, event.organisation_id) == (None, None)


def test_a_merged_centre_writes_for_the_department_of_its_province(db):
    place = lang_son()
    scheme = services.draft_scheme(
        kind="machinery",
        fund="local",
        year=2026,
        name="Máy",
        organisation=place.centre,
        by=place.person("officer"),
        on=BEGIN,
    )
    assert (scheme.department, scheme.unit) == (place.department, None)


def test_a_unit_without_province_has_no_department(db):
    unit = OrganisationFactory(area=None)
    officer = UserFactory()
    AssignmentFactory(user=officer, organisation=unit, role="officer")
    with pytest.raises(Refusal) as refused:
        services.draft_scheme(
            kind="machinery",
            fund="local",
            year=2026,
            name="Máy",
            organisation=unit,
            by=officer,
            on=BEGIN,
        )
    assert codes(refused) == ["schemes.no_department"]


@pytest.mark.parametrize("role", ["appraiser", "accountant", "auditor"])
def test_only_who_writes_begins_a_draft(here, role):
    with pytest.raises(Refusal):
        services.draft_scheme(
            kind="machinery",
            fund="local",
            year=2026,
            name="Máy",
            organisation=here.place.centre,
            by=here.person(role),
            on=BEGIN,
        )


@pytest.mark.parametrize(
    "wrong", [{"kind": "fair"}, {"fund": "national"}, {"on": dt.date(2014, 4, 7)}]
)
def test_a_kind_that_is_not_offered_is_refused(here, wrong):
    facts = {"kind": "machinery", "fund": "local", "on": BEGIN} | wrong
    with pytest.raises(Refusal) as refused:
        services.draft_scheme(
            year=2026,
            name="Máy",
            organisation=here.place.centre,
            by=here.person("officer"),
            **facts,
        )
    assert codes(refused) == ["schemes.kind"]


def test_a_year_beyond_all_sense_is_refused_by_the_database(here):
    with pytest.raises(Refusal, match="2000–2100"):
        save(here, here.draft(), Part.PARTIES, year=9999)


def test_each_part_is_kept_and_raises_the_version(here):
    scheme = save(here, here.draft(), rationale="  Máy cũ\u200b hao  điện ")
    assert (fresh(scheme).rationale, scheme.version) == ("Máy cũ hao điện", 2)


def test_a_part_takes_its_own_fields_alone(here):
    with pytest.raises(ValueError, match="objectives"):
        save(here, here.draft(), Part.RATIONALE, objectives="x")


def test_script_and_nul_are_kept_as_harmless_text(here):
    scheme = save(here, here.draft(), rationale="<script>alert(1)</script>\0 xong")
    assert fresh(scheme).rationale == "<script>alert(1)</script> xong"


def test_ten_thousand_characters_fit_and_twenty_thousand_and_one_do_not(here):
    scheme = save(here, here.draft(), rationale="a" * 10_000)
    assert len(fresh(scheme).rationale) == 10_000
    with pytest.raises(Refusal) as refused:
        save(here, scheme, rationale="a" * 20_001)
    assert refused.value.findings[0].field == "rationale"


def test_a_name_too_long_for_its_column_is_refused_by_field(here):
    with pytest.raises(Refusal) as refused:
        save(here, here.draft(), Part.PARTIES, name="a" * 301)
    assert codes(refused) == ["text.name"]


def test_a_stale_page_is_told_so(here):
    scheme = here.draft()
    save(here, scheme, rationale="một")
    with pytest.raises(Refusal) as refused:
        save(here, scheme, version=1, rationale="hai")
    assert codes(refused) == ["schemes.stale_version"]


def test_a_colleague_of_the_centre_may_write_but_not_the_department(here):
    scheme = here.draft()
    save(here, scheme, by=here.person("centre_head"), rationale="được")
    with pytest.raises(Refusal) as refused:
        save(here, scheme, by=here.person("appraiser"), version=2, rationale="không")
    assert codes(refused) == ["schemes.not_writable"]


def test_what_was_submitted_is_no_longer_written(here):
    with pytest.raises(Refusal) as refused:
        save(here, here.at("submitted"), rationale="muộn")
    assert codes(refused) == ["schemes.not_writable"]


def test_the_place_lies_in_the_province(here):
    foreign = lang_son().commune_unit
    with pytest.raises(Refusal) as refused:
        save(here, here.draft(), Part.PARTIES, unit=foreign)
    assert codes(refused) == ["schemes.unit"]


def test_the_period_runs_forward(here):
    days = {"starts_on": dt.date(2026, 5, 2), "ends_on": dt.date(2026, 5, 1)}
    with pytest.raises(Refusal) as refused:
        save(here, here.draft(), Part.CONTENTS, **days)
    assert codes(refused) == ["period.backward"]


def test_answers_are_kept_for_the_questions_of_the_kind(here):
    given = {"improvement": " tốt\0 hơn ", "workers": 12, "unheard": "x"}
    scheme = save(here, here.draft(), Part.SCALE, answers=given)
    assert fresh(scheme).answers == {"improvement": "tốt hơn", "workers": 12}


def test_the_estimate_sets_the_sums_and_the_counterpart(here):
    other = line(0, 14, item="Vận chuyển", is_eligible=False, other_vnd=4 * MILLION)
    scheme = fresh(estimate(here, here.draft(), line(150, 486), other))
    assert scheme.total_vnd == 500 * MILLION
    assert scheme.eligible_cost_vnd == 486 * MILLION
    sums = (scheme.support_vnd, scheme.counterpart_vnd, scheme.other_vnd)
    assert sums == (150 * MILLION, 346 * MILLION, 4 * MILLION)


def test_an_emptied_estimate_leaves_the_sums_unknown(here):
    scheme = estimate(here, here.draft(), line())
    assert fresh(estimate(here, scheme)).total_vnd is None


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"support_vnd": -1}, "line.negative.1"),
        ({"unit_price_vnd": 10**29, "quantity": Decimal(1)}, "line.huge.1"),
        ({"support_vnd": 500 * MILLION}, "line.split.1"),
        ({"is_eligible": False}, "line.ineligible.1"),
        ({"item": " "}, "line.text.1"),
        ({"unit": ""}, "line.text.1"),
    ],
)
def test_an_impossible_line_is_refused_and_nothing_lost(here, wrong, code):
    scheme = estimate(here, here.draft(), line())
    facts = {
        "item": "Máy",
        "unit": "máy",
        "quantity": Decimal(1),
        "unit_price_vnd": 486 * MILLION,
        "support_vnd": MILLION,
    }
    with pytest.raises(Refusal) as refused:
        estimate(here, scheme, LineInput(**(facts | wrong)))
    assert codes(refused) == [code]
    assert fresh(scheme).total_vnd == 486 * MILLION


def machines(here, scheme, *known):
    return services.set_machines(
        scheme=scheme,
        machines=known,
        version=scheme.version,
        by=here.person("officer"),
        on=BEGIN,
    )


def test_machines_are_replaced_as_a_list(here):
    scheme = machines(here, here.draft(), MachineInput(name="Máy A"), MachineInput(name="Máy B"))
    machines(here, scheme, MachineInput(name="Máy C", year=2026))
    assert [m.name for m in fresh(scheme).machines.all()] == ["Máy C"]


def test_a_machine_without_name_is_refused_by_its_place(here):
    with pytest.raises(Refusal, match="Máy thứ 2"):
        machines(here, here.draft(), MachineInput(name="Máy A"), MachineInput(name=" "))


def test_a_machine_of_another_century_is_refused(here):
    with pytest.raises(Refusal, match="1950–2100"):
        machines(here, here.draft(), MachineInput(name="Máy", year=1800))
