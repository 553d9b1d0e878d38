"""Who sees which schemes and batches: drafts stay with their centre and its department."""

from khuyencong.accounts.roles import ROLES
from khuyencong.schemes import services
from khuyencong.schemes.models import PlanBatch, Scheme
from khuyencong.schemes.permissions import (
    may_assign,
    may_attach,
    may_correct,
    may_plan,
    may_write,
)
from tests.accounts.factories import AssignmentFactory, UserFactory, agency, lang_son
from tests.schemes.factories import fresh
from tests.schemes.test_services_recording import record, row

VIEWERS = {
    "officer",
    "centre_head",
    "appraiser",
    "department_leader",
    "finance_officer",
    "accountant",
    "provincial_leader",
    "auditor",
}
LOCAL = [role.code for role in ROLES if role.code not in {"agency_officer", "ministry_leader"}]
# Of the province, those who work for the centre or the department it goes to.
OF_DRAFTS = {
    "officer",
    "centre_head",
    "appraiser",
    "department_leader",
    "accountant",
    "provincial_leader",
}


def sees(user, scheme):
    return Scheme.objects.visible_to(user).filter(pk=scheme.pk).exists()


def test_a_submitted_scheme_is_seen_by_the_roles_of_its_province(here):
    scheme = here.at("submitted")
    assert {role for role in LOCAL if sees(here.person(role), scheme)} == VIEWERS


def test_a_draft_is_seen_by_its_centre_and_department(here):
    scheme = here.draft()
    assert {role for role in LOCAL if sees(here.person(role), scheme)} == OF_DRAFTS


def test_another_province_sees_nothing(here):
    draft, submitted = here.draft(), here.at("submitted", establishment=here.maker("HTX Hai"))
    there = lang_son()
    for role in LOCAL:
        stranger = there.person(role)
        assert not sees(stranger, draft), role
        assert not sees(stranger, submitted), role


def test_the_country_sees_what_was_submitted_but_no_drafts(here):
    draft, submitted = here.draft(), here.at("submitted", establishment=here.maker("HTX Hai"))
    state = agency()
    for role in ("agency_officer", "ministry_leader"):
        viewer = state.person(role)
        assert (sees(viewer, draft), sees(viewer, submitted)) == (False, True), role


def test_a_draft_withdrawn_stays_a_draft_to_the_others(here):
    scheme = here.draft()
    services.withdraw(scheme=scheme, reason="thôi", by=here.person("officer"), on=here.on)
    assert not sees(here.person("auditor"), scheme)


def test_recorded_schemes_are_seen_in_their_province(here):
    record(row(1, province=here.place.unit), row(2))
    seen = Scheme.objects.visible_to(here.person("auditor"))
    assert [scheme.reference for scheme in seen] == ["S0001"]
    assert Scheme.objects.submitted().count() == 2


def test_batches_are_seen_by_the_province_once_submitted(here):
    here.at("planned")
    auditor, appraiser = here.person("auditor"), here.person("appraiser")
    viewer, juror = agency().person("agency_officer"), here.person("juror")
    batches = PlanBatch.objects
    assert batches.visible_to(appraiser).exists()
    assert not batches.visible_to(auditor).exists()
    assert not batches.visible_to(viewer).exists()
    here.send()
    assert all(batches.visible_to(user).exists() for user in (auditor, viewer))
    assert not batches.visible_to(juror).exists()


def test_a_batch_adds_up_its_schemes(here):
    here.at("planned")
    batch = PlanBatch.objects.with_sums().get()
    assert (batch.scheme_count, batch.sum_support_vnd) == (1, 150_000_000)


def test_totals_are_of_the_whole_set(here):
    here.at("submitted")
    here.at("draft", establishment=here.maker("HTX Hai"))
    totals = Scheme.objects.all().totals()
    assert (totals["count"], totals["total_vnd"]) == (2, 972_000_000)
    assert Scheme.objects.none().totals()["support_vnd"] == 0


def test_open_schemes_of_a_day(here):
    scheme = here.at("closed")
    assert Scheme.objects.open_on(scheme.approved_on).exists()
    assert not Scheme.objects.open_on(scheme.ended_on).exists()


def test_a_list_of_many_costs_as_many_queries_as_a_list_of_one(here, django_assert_num_queries):
    user = here.person("officer")
    for name in ("HTX Một", "HTX Hai"):
        here.draft(establishment=here.maker(name))
    Scheme.objects.visible_to(user)
    with django_assert_num_queries(1):
        rows = list(Scheme.objects.visible_to(user).with_related())
        assert [str(r.establishment) + str(r.officer) + str(r.holder) for r in rows]


PREDICATES = {
    "write": may_write,
    "attach": may_attach,
    "assign": may_assign,
    "correct": may_correct,
}
ALLOWED = {
    "write": {"officer", "centre_head"},
    "assign": {"centre_head"},
    "correct": {"officer", "centre_head"},
    "attach": {"officer", "centre_head", "appraiser", "department_leader", "accountant"},
}


def test_each_power_has_its_roles(here):
    scheme = here.draft()
    found = {
        name: {role for role in VIEWERS if may(here.person(role), scheme)}
        for name, may in PREDICATES.items()
    }
    assert found == ALLOWED


def test_recorded_schemes_are_in_nobodys_power(here):
    record(row(1, province=here.place.unit))
    scheme, head = Scheme.objects.get(), here.person("centre_head")
    assert not any(may(head, scheme) for may in PREDICATES.values())


def test_the_department_alone_plans(here):
    batch = fresh(here.at("planned")).batch
    assert may_plan(here.person("appraiser"), batch)
    assert not may_plan(here.person("officer"), batch)


def test_someone_without_a_role_sees_nothing(here):
    here.at("submitted")
    nobody = UserFactory()
    assert not Scheme.objects.visible_to(nobody).exists()
    AssignmentFactory(user=nobody, organisation=here.place.centre, role="juror")
    assert not Scheme.objects.visible_to(nobody).exists()
