"""A cell is made of records and published figures, each exactly once."""

import datetime as dt
from decimal import Decimal

import pytest

from khuyencong.core.periods import Period, year, years
from khuyencong.reports.definitions import definitions
from khuyencong.reports.queries import examples_of, find_place, records_of, table_of
from khuyencong.reports.queries.records import _amount
from khuyencong.schemes.enums import Origin, State
from khuyencong.schemes.models import Scheme
from tests.accounts.factories import dak_lak, lang_son
from tests.reports.factories import closed_scheme, establishment, figure

pytestmark = pytest.mark.django_db
THIS_YEAR = year(2026)


def table(report="results", name="Đắk Lắk", period=THIS_YEAR):
    place = find_place(name, period.last)
    assert place is not None
    return table_of(definitions()[report], place, period)


def value(code, report="results", **asked):
    return table(report, **asked).cell(code).value


def test_the_published_total_stands_for_the_years_before_records():
    figure("schemes_count", 242, 2012, 2024, qualifier="khoảng")
    figure("schemes_count", 18, 2014, 2014)
    cell = table(period=years(2012, 2024)).cell("schemes_count")
    assert (cell.value, cell.is_declared, cell.qualifiers) == (242, True, ("khoảng",))
    assert [f.value for f in cell.beside] == [18]


def test_an_area_means_the_unit_at_the_end_of_the_period():
    figure("schemes_count", 242, 2012, 2024)
    figure("schemes_count", 142, 2021, 2025)
    assert value("schemes_count", period=years(2012, 2024)) == 242
    assert value("schemes_count", period=years(2021, 2025)) == 142


def test_a_province_that_was_not_merged_keeps_its_figures():
    figure("schemes_count", 11, 2024, 2024, province="Lạng Sơn")
    assert value("schemes_count", name="Lạng Sơn", period=years(2021, 2025)) == 11


def test_plans_are_no_results():
    figure("schemes_count", 21, 2018, 2018, is_plan=True)
    assert value("schemes_count", period=year(2018)) is None


@pytest.mark.parametrize(
    "doubt", [{"is_uncertain": True}, {"period_kind": "cumulative"}, {"period_kind": "batch"}]
)
def test_figures_of_uncertain_period_stand_beside(doubt):
    kept = figure("schemes_count", 29, 2022, 2022, **doubt)
    cell = table(period=year(2022)).cell("schemes_count")
    assert (cell.is_declared, list(cell.beside)) == (False, [kept])


def test_contradicting_sources_have_no_sum():
    figure("total_budget", 48000, 2021, 2025)
    figure("total_budget", 104000, 2021, 2025)
    cell = table("funds", period=years(2021, 2025)).cell("total_budget")
    assert (cell.value, cell.is_conflict, len(cell.used)) == (None, True, 2)


def test_a_closed_scheme_changes_the_report_of_its_own_period():
    place = dak_lak()
    before = value("schemes_count_local"), value("local_budget", "funds")
    closed_scheme(place, dt.date(2026, 3, 11))
    after = value("schemes_count_local"), value("local_budget", "funds")
    assert (before, after) == ((0, 0), (1, 150))
    assert value("total_budget", "funds") == 486
    assert value("counterpart_budget", "funds") == 336
    assert value("schemes_count_local", period=year(2025)) is None


@pytest.mark.parametrize(("on", "counted"), [(dt.date(2025, 12, 31), 0), (dt.date(2026, 1, 1), 1)])
def test_records_count_from_the_first_day_in_use(on, counted):
    closed_scheme(dak_lak(), on)
    assert value("schemes_count", period=years(2025, 2026)) == counted


def test_establishments_count_once_participations_each_time():
    place = dak_lak()
    same = establishment(place)
    closed_scheme(place, dt.date(2026, 3, 11), made_by=same)
    closed_scheme(place, dt.date(2026, 5, 11), made_by=same)
    assert value("establishments_supported") == 1
    assert value("support_participations") == 2


def test_what_a_stopped_scheme_had_spent_is_money_but_no_result():
    day = dt.date(2026, 3, 11)
    stopped = {"state": State.STOPPED, "settled_on": None, "accepted_on": None}
    spent = {"settled_vnd": 60_000_000, "settled_counterpart_vnd": 0}
    closed_scheme(dak_lak(), day, **stopped, **spent)
    assert (value("local_budget", "funds"), value("schemes_count")) == (60, 0)
    assert value("schemes_stopped") == 1


def test_the_counterpart_is_what_the_vouchers_prove():
    closed_scheme(dak_lak(), dt.date(2026, 3, 11), settled_counterpart_vnd=340_000_000)
    assert value("counterpart_budget", "funds") == 340
    assert value("approved_counterpart_budget", "funds") == 336


def test_another_province_does_not_count():
    closed_scheme(lang_son(), dt.date(2026, 3, 11))
    dak_lak()
    assert value("schemes_count") == 0
    assert value("schemes_count", name="Cả nước") == 1


def test_records_and_published_figures_of_different_years_add_up():
    closed_scheme(dak_lak(), dt.date(2026, 3, 11))
    figure("schemes_count", 142, 2021, 2025)
    assert value("schemes_count", period=years(2021, 2026)) == 143


def test_distinct_establishments_of_two_origins_are_not_added():
    closed_scheme(dak_lak(), dt.date(2026, 3, 11))
    figure("establishments_supported", 70, 2021, 2025)
    cell = table(period=years(2021, 2026)).cell("establishments_supported")
    assert (cell.value, cell.choice.value, cell.counted.value) == (None, 70, 1)


def test_every_cell_of_records_equals_the_sum_of_the_records_it_opens():
    place = dak_lak()
    closed_scheme(place, dt.date(2026, 3, 11))
    closed_scheme(place, dt.date(2026, 6, 1), kind="demonstration_model", support=240, total=3000)
    for report in ("results", "funds"):
        made = table(report)
        for cell in made.cells:
            if cell.counted is None:
                continue
            found = records_of(cell.indicator, made.place, made.period)
            assert cell.counted.records == found.count()
            if cell.indicator.is_money:
                parts = sum(scheme.part_vnd for scheme in found)
                assert cell.counted.value == Decimal(parts) / 1_000_000


def test_recorded_schemes_are_examples_and_never_added():
    place = dak_lak()
    known = Scheme.objects.create(
        origin=Origin.RECORDED,
        state=State.ACCEPTED,
        kind="machinery",
        fund="local",
        name="Máy rang cà phê",
        year=2026,
        province=place.unit,
    )
    made = table()
    cell = made.cell("schemes_count_equipment")
    assert cell.value == 0
    assert list(examples_of(cell.indicator, made.place, made.period)) == [known]


def test_an_organisation_reports_its_own_records():
    place = dak_lak()
    closed_scheme(place, dt.date(2026, 3, 11))
    assert value("schemes_count", name=place.centre.name) == 1


def test_a_report_costs_the_same_queries_whatever_it_holds(django_assert_num_queries):
    place = find_place("Cả nước", THIS_YEAR.last)
    closed_scheme(dak_lak(), dt.date(2026, 3, 11))
    for report, queries in (("results", 3), ("funds", 4)):
        with django_assert_num_queries(queries):
            table_of(definitions()[report], place, Period(dt.date(2012, 1, 1), THIS_YEAR.last))


def test_a_figure_without_records_opens_none():
    dak_lak()
    made = table()
    trainees = made.cell("trainees")
    assert trainees.counted is None
    assert not records_of(trainees.indicator, made.place, made.period).exists()


def test_only_money_has_an_amount():
    counted = definitions()["results"].indicators[0].records
    with pytest.raises(ValueError, match="no money"):
        _amount(counted)


def test_a_report_tells_whether_it_begins_before_the_records_do():
    dak_lak()
    assert table(period=years(2025, 2026)).has_early_days
    assert not table().has_early_days


def test_a_half_year_is_told_by_its_name():
    first, last = dt.date(2024, 1, 1), dt.date(2024, 6, 30)
    figure("schemes_count", 11, 2024, 2024, last_on=last, first_on=first)
    cell = table(period=year(2024)).cell("schemes_count")
    assert cell.told == "6 tháng đầu năm 2024"
