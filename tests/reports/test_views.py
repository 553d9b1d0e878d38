"""The pages of the reports, as the people of two provinces see them."""

import datetime as dt
import io
import json

import openpyxl
import pytest
from django.urls import reverse

from khuyencong.reports.models import DeclaredFigure
from tests.accounts.factories import agency, dak_lak, lang_son
from tests.reports.factories import closed_scheme, figure

pytestmark = pytest.mark.django_db
SPAN = {"tu": "01/01/2012", "den": "31/12/2024"}


def asked(place, **more):
    return {"noi": place.unit.code, **SPAN, **more}


@pytest.fixture
def centre():
    return dak_lak()


@pytest.fixture
def officer(client_of, centre):
    return client_of(centre.person("officer"))


def test_each_figure_of_the_table_opens_its_sources(officer, centre):
    figure("schemes_count", 242, 2012, 2024, qualifier="khoảng")
    page = officer.get(reverse("reports:report", args=["ket-qua"]), asked(centre)).content.decode()
    assert "khoảng 242" in page
    opened = reverse("reports:cell", args=["ket-qua", "schemes_count"])
    assert opened in page
    assert "Báo địa phương" in officer.get(opened, asked(centre)).content.decode()


def test_the_panel_of_htmx_is_a_part_of_the_page(officer, centre):
    figure("schemes_count", 242, 2012, 2024)
    opened = reverse("reports:cell", args=["ket-qua", "schemes_count"])
    panel = officer.get(opened, asked(centre), headers={"HX-Request": "true"}).content.decode()
    assert "Báo địa phương" in panel
    assert "<html" not in panel


def test_records_and_examples_are_named(officer, centre):
    scheme = closed_scheme(centre, dt.date(2026, 3, 11))
    opened = reverse("reports:cell", args=["kinh-phi", "local_budget"])
    span = {"tu": "2026-01-01", "den": "2026-12-31"}
    page = officer.get(opened, asked(centre) | span).content.decode()
    assert scheme.code in page
    assert "150.000.000 đồng" in page


@pytest.mark.parametrize(
    "wrong", [{"tu": "31/02/2026"}, {"den": "1/1/99999"}, {"tu": "2025-01-01"}]
)
def test_days_that_cannot_be_are_named_not_computed(officer, centre, wrong):
    page = officer.get(reverse("reports:report", args=["ket-qua"]), asked(centre) | wrong)
    assert page.status_code == 200
    assert "errorlist" in page.content.decode()


def test_another_province_is_no_choice(officer):
    other = lang_son()
    page = officer.get(reverse("reports:report", args=["ket-qua"]), asked(other)).content.decode()
    assert "schemes_count" not in page


def test_the_agency_asks_for_the_country_and_every_province(client_of):
    state = client_of(agency().person("agency_officer"))
    page = state.get(reverse("reports:report", args=["ket-qua"])).content.decode()
    assert "Cả nước" in page
    assert page.count("<option") > 34


def test_the_workbook_and_the_data_carry_the_same_figures(officer, centre):
    figure("schemes_count", 242, 2012, 2024)
    url = reverse("reports:report", args=["ket-qua"])
    data = json.loads(officer.get(url, asked(centre, xuat="json")).content)
    book = openpyxl.load_workbook(io.BytesIO(officer.get(url, asked(centre, xuat="xlsx")).content))
    rows = {row[0]: row[3] for row in book["Báo cáo"].iter_rows(min_row=5, values_only=True)}
    assert rows["schemes_count"] == 242
    assert [r["value"] for r in data["rows"] if r["code"] == "schemes_count"] == [242]
    assert "Báo địa phương" in [row[6] for row in book["Nguồn số liệu"].values]


def test_published_figures_of_other_provinces_are_not_found(officer, centre):
    ours = figure("schemes_count", 242, 2012, 2024)
    theirs = figure("schemes_count", 11, 2024, 2024, province="Lạng Sơn")
    assert officer.get(ours.get_absolute_url()).status_code == 200
    assert officer.get(theirs.get_absolute_url()).status_code == 404
    page = officer.get(reverse("reports:figures")).content.decode()
    assert ours.public_id in page
    assert theirs.public_id not in page


def test_a_figure_entered_by_hand_is_kept_with_its_period(client_of, centre):
    leader = client_of(centre.person("department_leader"))
    typed = {
        "indicator": "schemes_count",
        "place": centre.unit.code,
        "first_on": "01/01/2025",
        "last_on": "31/12/2025",
        "value": "1.056",
        "label": "đề án đã thực hiện",
        "source_title": "Báo cáo 12/BC-SCT",
    }
    url = reverse("reports:declare")
    wrong = leader.post(url, typed | {"last_on": "31/12/2024", "value": "-3"})
    assert DeclaredFigure.objects.count() == 0
    assert wrong.content.decode().count("errorlist") >= 2
    assert leader.post(url, typed).status_code == 302
    kept = DeclaredFigure.objects.get()
    assert (kept.value, kept.period_text, kept.period_kind) == (1056, "Năm 2025", "year")
