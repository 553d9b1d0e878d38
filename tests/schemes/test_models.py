"""What the database promises whatever the services do."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from khuyencong.core.clock import now
from khuyencong.core.fields import MAX_VND
from khuyencong.schemes.enums import Origin, State
from khuyencong.schemes.models import CodeCounter, EstimateLine, Machine, Scheme, Step
from tests.schemes.factories import MILLION, TODAY, fresh


def commit(change):
    """Make a change and prove the deferred constraints, as at the end of a transaction."""
    with transaction.atomic():
        change()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def breaks(name, change):
    """Check that a change is refused by the constraint `name`."""
    with pytest.raises(IntegrityError) as error:
        commit(change)
    assert error.value.__cause__.diag.constraint_name == name


def update(scheme, **values):
    return lambda: Scheme.objects.filter(pk=scheme.pk).update(**values)


OF_SUBMITTED = [
    ({"support_vnd": 1}, "scheme_adds_up"),
    ({"total_vnd": None}, "scheme_adds_up"),
    ({"other_vnd": -1, "counterpart_vnd": 336 * MILLION + 1}, "scheme_other_in_range"),
    ({"eligible_cost_vnd": 487 * MILLION}, "scheme_eligible_within_total"),
    ({"settled_vnd": MAX_VND + 1}, "scheme_settled_in_range"),
    ({"officer": None}, "scheme_run_is_answered_for"),
    ({"code": ""}, "scheme_submitted_has_code"),
    ({"submitted_on": None}, "scheme_submitted_has_code"),
    ({"establishment": None}, "scheme_submitted_has_money"),
    ({"state": State.APPROVED}, "scheme_funded_has_decision"),
    ({"state": State.PLANNED}, "scheme_planned_has_batch"),
    ({"starts_on": dt.date(2027, 1, 1)}, "scheme_period_forward"),
    ({"year": 1999}, "scheme_year_sane"),
]
OF_APPROVED = [
    ({"decision_no": ""}, "scheme_funded_has_decision"),
    ({"batch": None}, "scheme_funded_has_decision"),
    ({"state": State.CONTRACTED}, "scheme_contracted_has_contract"),
    ({"settled_vnd": 1, "accepted_support_vnd": 0}, "scheme_settled_within_accepted"),
]


def test_a_submitted_scheme_keeps_its_promises(here):
    scheme = here.at("submitted")
    for values, name in OF_SUBMITTED:
        breaks(name, update(scheme, **values))


def test_an_approved_scheme_keeps_its_papers(here):
    scheme = here.at("approved")
    for values, name in OF_APPROVED:
        breaks(name, update(scheme, **values))


def test_an_accepted_scheme_keeps_its_volume(here):
    breaks("scheme_accepted_has_volume", update(here.at("accepted"), accepted_eligible_vnd=None))


def test_recorded_rows_are_free_of_what_binds_run_ones(db):
    scheme = Scheme.objects.create(
        origin=Origin.RECORDED, name="Ghi lại", kind="x", fund="local", state=State.CLOSED
    )
    assert fresh(scheme).total_vnd is None


def test_a_code_is_given_once(here):
    first = here.at("submitted")
    second = here.at("submitted", establishment=here.maker("HTX Hai"))
    breaks("scheme_code_once", update(second, code=first.code))


def test_the_lines_always_add_up_to_the_scheme(here):
    scheme = here.written()
    lines = EstimateLine.objects.filter(scheme=scheme)
    changed = {"amount_vnd": 487 * MILLION, "counterpart_vnd": 337 * MILLION}
    breaks("schemes_estimate_adds_up", lambda: lines.update(**changed))
    breaks("schemes_estimate_adds_up", lines.delete)
    both = {"support_vnd": 151 * MILLION, "counterpart_vnd": 335 * MILLION}
    breaks("schemes_estimate_adds_up", update(scheme, **both))


def test_a_line_moved_to_another_scheme_is_missed_by_both(here):
    scheme, other = here.written(), here.written(establishment=here.maker("HTX Hai"))
    move = EstimateLine.objects.filter(scheme=scheme)
    breaks("schemes_estimate_adds_up", lambda: move.update(scheme=other, position=2))


OF_LINE = [
    ({"quantity": 0}, "line_amounts_in_range"),
    ({"support_vnd": -1}, "line_amounts_in_range"),
    ({"other_vnd": 1}, "line_split_adds_up"),
    ({"is_eligible": False}, "line_support_is_eligible"),
]


def test_a_line_keeps_its_promises(here):
    lines = EstimateLine.objects.filter(scheme=here.written())
    for values, name in OF_LINE:
        breaks(name, lambda values=values: lines.update(**values))


def test_machines_and_counters_stand_once(here):
    scheme = here.written()
    facts = {"scheme": scheme, "position": 1, "name": "Máy hai"}
    breaks("machine_position_once", lambda: Machine.objects.create(**facts))
    CodeCounter.objects.create(province_code="66", year=2030)
    breaks("code_counter_once", lambda: CodeCounter.objects.create(province_code="66", year=2030))
    assert str(CodeCounter.objects.get(year=2030)) == "66-2030: 0"


def copy_of(step, **values):
    facts = {f.attname: getattr(step, f.attname) for f in step._meta.concrete_fields}
    del facts["id"], facts["public_id"]
    return lambda: Step.objects.create(**facts | {"seq": 9} | values)


def test_a_live_step_stands_once_a_round(here):
    step = here.at("submitted").steps.get()
    breaks("step_live_once", copy_of(step))
    breaks("step_seq_once", copy_of(step, seq=1, round=2))
    assert copy_of(step, round=2)().pk


OF_STEP = [
    ({"paper_no": "1/CV"}, "step_paper_pair"),
    ({"paper_on": TODAY}, "step_paper_pair"),
    ({"paper_no": "1/CV", "paper_on": TODAY}, "step_paper_pair"),
    ({"taken_back_at": dt.datetime(2026, 3, 2, tzinfo=dt.UTC)}, "step_taken_back_pair"),
    ({"signed_paper": None}, "step_behalf_is_signed"),
]


def test_a_step_keeps_paper_and_person_together(here):
    steps = here.at("submitted").steps
    for values, name in OF_STEP:
        breaks(name, lambda values=values: steps.update(**values))


def test_a_taken_back_step_says_why(here):
    steps, user = here.at("submitted").steps, here.person("officer")
    change = {"taken_back_at": now(), "taken_back_by": user}
    breaks("step_taken_back_why", lambda: steps.update(**change))


def test_an_event_fits_its_kind(here):
    scheme = here.at("under_way")
    event = here.progress(scheme)
    breaks("event_fits_its_kind", lambda: scheme.events.update(percent_done=101))
    breaks("event_fits_its_kind", lambda: scheme.events.update(kind="advance"))
    assert str(event) == "Tiến độ"


def test_models_say_themselves_in_words(here):
    scheme = here.at("planned")
    document = scheme.documents.first()
    assert str(scheme) == f"{scheme.code} Hỗ trợ máy sấy mắc ca"
    assert str(scheme.lines.get()) == "Máy sấy mắc ca"
    assert str(scheme.machines.get()) == "Máy sấy mắc ca MS-500"
    assert [str(step) for step in scheme.steps.all()] == ["Nộp", "Thẩm định", "Vào đợt kế hoạch"]
    assert str(document) == "giay-to.pdf"


def test_a_scheme_tells_where_it_stands(here):
    scheme = here.at("submitted")
    assert (scheme.kind_label, scheme.tone, scheme.is_local) == ("Máy móc, thiết bị", "wait", True)
    assert scheme.days_held(scheme.held_since + dt.timedelta(days=12)) == 12
    assert scheme.state_since == scheme.submitted_on
    assert Scheme(kind="fair").kind_label == "fair"
    assert Scheme().days_held(TODAY) == 0
