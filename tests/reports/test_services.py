"""Published figures are written once, with their source, by those who may speak for the area."""

import datetime as dt
from decimal import Decimal

import pytest

from khuyencong.audit.models import Event
from khuyencong.core.findings import Refusal
from khuyencong.geography.queries import find_province
from khuyencong.reports.models import DeclaredFigure
from khuyencong.reports.queries import figures_visible_to
from khuyencong.reports.services import declare_figure, declare_figures, forget_figures
from tests.accounts.factories import UserFactory, agency, dak_lak, lang_son

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 21)


def row(reference="R1", **fields):
    return DeclaredFigure(
        **{
            "reference": reference,
            "indicator": "schemes_count",
            "label": "đề án",
            "value": Decimal(18),
            "geo_level": "province",
            "area": find_province("Đắk Lắk", TODAY),
            "place_text": "Đắk Lắk",
            "period_kind": "year",
            "period_text": "2014",
            "first_on": dt.date(2014, 1, 1),
            "last_on": dt.date(2014, 12, 31),
            "source_title": "Báo",
            **fields,
        }
    )


def test_loading_twice_changes_nothing():
    assert declare_figures([row()], source="bộ mẫu", by=None, on=TODAY) == 1
    assert declare_figures([row(value=99)], source="bộ mẫu", by=None, on=TODAY) == 0
    assert DeclaredFigure.objects.get().value == 18
    assert Event.objects.filter(kind="reports.figures_declared").count() == 1


def test_nobody_speaks_for_another_province():
    stranger = lang_son().person("department_leader")
    with pytest.raises(Refusal):
        declare_figures([row()], source="bộ mẫu", by=stranger, on=TODAY)


def test_all_gaps_are_named_at_once():
    officer = dak_lak().person("department_leader")
    wrong = row(indicator="no_such", last_on=dt.date(2027, 1, 1), source_title=" ")
    with pytest.raises(Refusal) as refused:
        declare_figure(figure=wrong, by=officer, on=TODAY)
    assert {f.field for f in refused.value.findings} == {"indicator", "last_on", "source_title"}


def test_a_figure_entered_by_hand_gets_its_own_reference():
    kept = declare_figure(figure=row(), by=dak_lak().person("department_leader"), on=TODAY)
    assert kept.reference == f"KB-{kept.public_id}"


def test_a_period_backwards_is_refused_by_the_database():
    backwards = row(first_on=dt.date(2015, 1, 1))
    with pytest.raises(Refusal, match="Ngày cuối kỳ"):
        declare_figures([backwards], source="bộ mẫu", by=None, on=TODAY)


def test_who_holds_no_role_sees_no_published_figure():
    declare_figures([row()], source="bộ mẫu", by=None, on=TODAY)
    assert not figures_visible_to(UserFactory()).exists()
    assert figures_visible_to(dak_lak().person("officer")).exists()
    assert figures_visible_to(agency().person("agency_officer")).exists()


def test_figures_are_forgotten_by_those_who_speak_for_the_place():
    place = dak_lak()
    declare_figures([row(area=place.unit)], source="x", by=None, on=TODAY)
    keys = list(DeclaredFigure.objects.values_list("pk", flat=True))
    with pytest.raises(Refusal):
        forget_figures(keys=keys, by=lang_son().person("department_leader"), on=TODAY)
    by = place.person("department_leader")
    assert forget_figures(keys=keys, by=by, on=TODAY) == 1
    assert forget_figures(keys=keys, by=by, on=TODAY) == 0
    assert not DeclaredFigure.objects.exists()
    assert Event.objects.filter(kind="reports.figures_forgotten").count() == 1
