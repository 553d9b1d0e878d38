"""Those concerned are told what was decided about a scheme."""

import pytest

from khuyencong.jobs.models import Notice
from khuyencong.schemes import services
from tests.accounts.factories import LONG_AGO, UserFactory
from tests.schemes.factories import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return world()


def told(kind):
    return set(Notice.objects.filter(kind=kind).values_list("recipient", flat=True))


def test_a_returned_scheme_is_told_to_officer_and_owner_with_the_reasons(here):
    scheme = here.at("submitted")
    owner = UserFactory()
    owner.memberships.create(establishment=scheme.establishment, valid=LONG_AGO)
    services.return_scheme(
        scheme=scheme,
        by=here.person("appraiser"),
        on=here.next_day(),
        reason="Chưa rõ nguồn vốn đối ứng",
        items=[{"item": "Báo giá máy", "reason": "thiếu chữ ký"}],
    )
    assert {scheme.officer_id, owner.pk} <= told("schemes.returned")
    assert here.person("appraiser").pk not in told("schemes.returned")
    notice = Notice.objects.filter(recipient=owner).get()
    assert scheme.code in notice.text
    assert notice.url == scheme.get_absolute_url()
    assert "Lý do: Chưa rõ nguồn vốn đối ứng" in notice.copy_text
    assert "- Báo giá máy: thiếu chữ ký" in notice.copy_text


def test_an_approved_scheme_is_told_with_its_paper(here):
    scheme = here.at("approved")
    assert scheme.officer_id in told("schemes.approved")
    notice = Notice.objects.filter(recipient=scheme.officer, kind="schemes.approved").get()
    assert f"Văn bản số {scheme.decision_no}." in notice.copy_text


def test_whoever_submitted_is_told_while_they_work_there(here):
    scheme = here.at("submitted")
    submitter = scheme.steps.get().by
    scheme.officer = UserFactory()
    scheme.save()
    services.reject(
        scheme=scheme, reason="Ngoài ngành", by=here.person("appraiser"), on=here.next_day()
    )
    assert told("schemes.rejected") == {scheme.officer_id, submitter.pk}
