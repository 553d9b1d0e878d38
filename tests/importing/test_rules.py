"""What rows mean, without the database."""

import datetime as dt
from decimal import Decimal

import pytest

from khuyencong.importing.enums import Match
from khuyencong.importing.kinds import KINDS
from khuyencong.importing.reading.vocabulary import fields
from khuyencong.importing.rules import words
from khuyencong.importing.rules.checks import CHECKS
from khuyencong.importing.rules.facts import (
    RowFacts,
    name_and_address,
    plain,
    product_and_maker,
)
from khuyencong.importing.rules.identity import reference_of
from khuyencong.importing.rules.names import core_words, legal_form, likeness
from khuyencong.importing.rules.periods import period_of
from khuyencong.importing.rules.twins import Likeness, compare


def test_every_column_that_the_reading_knows_can_be_chosen():
    missing = {
        (kind, name)
        for kind, known in KINDS.items()
        for name, field in fields().items()
        if field.fits(kind) and name not in known.by_code
    }
    assert missing == set()


@pytest.mark.parametrize(
    ("value", "kept"),
    [(Decimal("150.0"), "150"), (Decimal("0.5"), "0.5"), (dt.date(2024, 5, 1), "2024-05-01")],
)
def test_values_are_kept_as_json(value, kept):
    assert plain(value) == kept
    assert plain("chữ") == "chữ"


def test_facts_are_read_by_field():
    facts = RowFacts({"a": " hai  chữ ", "n": "12.5", "x": "?", "d": "2024-02-30", "m": 1})
    assert facts.text("none", "a") == "hai chữ"
    assert (facts.number("n"), facts.number("x"), facts.number("none")) == (
        Decimal("12.5"),
        None,
        None,
    )
    assert (facts.count("n"), facts.count("m")) == (None, 1)
    assert (facts.vnd("n"), facts.vnd("none")) == (12_500_000, None)
    assert (facts.day("d"), facts.day("none")) == (None, None)
    assert (facts.is_marked("m"), facts.is_marked("none")) == (True, False)


@pytest.mark.parametrize(
    ("values", "decision"),
    [
        ({"decision": "12/QĐ|2024-05-01"}, ("12/QĐ", dt.date(2024, 5, 1))),
        ({"decision_no": "9/QĐ", "decision_date": "2023-01-02"}, ("9/QĐ", dt.date(2023, 1, 2))),
        ({}, ("", None)),
    ],
)
def test_a_decision_stands_in_one_cell_or_two(values, decision):
    assert RowFacts(values).decision == decision


@pytest.mark.parametrize(
    ("lines", "parts"),
    [
        (["- Tên: Công ty A", "- Đ/c: xã B"], ("Công ty A", "xã B")),
        (["HTX A - xã B, huyện C"], ("HTX A", "xã B, huyện C")),
        (["HTX A", "xã B"], ("HTX A", "xã B")),
        (["Đ/c: xã B"], ("", "xã B")),
        (["HTX A"], ("HTX A", "")),
    ],
)
def test_name_and_address_of_one_cell(lines, parts):
    assert name_and_address(lines) == parts


@pytest.mark.parametrize(
    ("lines", "parts"),
    [
        (["Chè móc câu", "(HTX chè Hảo Đạt)"], ("Chè móc câu", "HTX chè Hảo Đạt")),
        (["Chè móc câu", "HTX chè Hảo Đạt"], ("Chè móc câu", "HTX chè Hảo Đạt")),
        (["Chè móc câu"], ("Chè móc câu", "")),
    ],
)
def test_product_and_maker_of_one_cell(lines, parts):
    assert product_and_maker(lines) == parts


def test_a_maker_is_found_however_the_list_writes_it():
    assert RowFacts({"establishment_name": "A", "place": "xã B"}).maker == ("A", "xã B")
    assert RowFacts({"establishment_and_place": "A\nĐ/c: xã B"}).maker == ("A", "xã B")
    assert RowFacts({"establishment_and_place": "A\nxã B", "place": "xã C"}).maker == ("A", "xã C")
    both = RowFacts({"product_and_establishment": "Chè\n(HTX A)"})
    assert (both.product, both.maker) == ("Chè", ("HTX A", ""))
    assert RowFacts({"product_name": "Trà"}).product == "Trà"
    assert RowFacts({}).maker == ("", "")


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("HTX chè Hảo Đạt", "cooperative"),
        ("Công ty TNHH MTV Cà phê 721", "limited_company"),
        ("Cty CP X19", "joint_stock_company"),
        ("Hộ kinh doanh Phạm Thị Huế", "business_household"),
        ("DNTN Thuận Phát", "private_enterprise"),
        ("Công ty An Hồng", "company"),
        ("Cơ sở sản xuất nước lọc", "production_site"),
        ("04 cơ sở", "unknown"),
    ],
)
def test_the_legal_form_that_a_name_begins_with(name, form):
    assert legal_form(name) == form


def test_names_are_compared_by_what_tells_them_apart():
    assert core_words("cong ty tnhh mtv ca phe 721") == ("ca", "phe", "721")
    assert core_words("cong ty") == ("cong", "ty")
    assert likeness("ca phe 721", "ca phe 721") == 1
    assert likeness("", "") == 0


@pytest.mark.parametrize(
    ("text", "kind", "first", "last"),
    [
        ("2024", "year", "2024-01-01", "2024-12-31"),
        ("Năm 2024", "year", "2024-01-01", "2024-12-31"),
        ("2021-2025", "multi_year", "2021-01-01", "2025-12-31"),
        ("giai đoạn 2024 – 2024", "year", "2024-01-01", "2024-12-31"),
        ("6 tháng đầu năm 2024", "half_year", "2024-01-01", "2024-06-30"),
        ("6 tháng cuối năm 2024", "half_year", "2024-07-01", "2024-12-31"),
        ("quý II/2024", "quarter", "2024-04-01", "2024-06-30"),
        ("quý 3 năm 2024", "quarter", "2024-07-01", "2024-09-30"),
        ("9 tháng năm 2024", "9_months", "2024-01-01", "2024-09-30"),
        ("11 tháng 2024", "11_months", "2024-01-01", "2024-11-30"),
    ],
)
def test_periods_as_lists_write_them(text, kind, first, last):
    told, period = period_of(text)
    assert (told, str(period.first), str(period.last)) == (kind, first, last)


@pytest.mark.parametrize(
    "text",
    ["", "hồi trước", "1776", "2025-2021", "quý 1/3024", "9 tháng 3024", "6 tháng đầu năm 3024"],
)
def test_what_is_no_period_is_not_guessed(text):
    assert period_of(text) is None


MINE = Likeness("may say", 66, "htx a", (2024,), (150,))


@pytest.mark.parametrize(
    ("other", "match"),
    [
        (MINE, Match.SURE),
        (Likeness("may say", 66, "htx a", (None,), (None,)), Match.SURE),
        (Likeness("may say", 66, "", (None,), (None,)), Match.PERHAPS),
        (Likeness("may say", 66, "htx b", (2024,), (150,)), Match.NEW),
        (Likeness("may say", 66, "htx a", (2023,), (150,)), Match.NEW),
        (Likeness("may say", 20, "htx a", (2024,), (150,)), Match.NEW),
        (Likeness("may say", 66, "htx a", (2024,), (90,)), Match.PERHAPS),
        (Likeness("may say", 66, "", (2024,), (90,)), Match.NEW),
        (Likeness("may say 2", 66, "", (2024,), (150,)), Match.PERHAPS),
        (Likeness("khung det", 66, "", (2024,), (150,)), Match.NEW),
        (Likeness("may say 2", 66, "", (2024,), (None,)), Match.NEW),
    ],
)
def test_how_surely_two_are_one_record(other, match):
    assert compare(MINE, other) == match


def test_a_reference_follows_from_the_facts_alone():
    first = reference_of("schemes", ("may say", 66, None))
    assert first == reference_of("schemes", ("may say", 66, None))
    assert first != reference_of("schemes", ("may say", 66, None), 5)
    assert len(first) <= 20


def test_words_of_lists_have_a_meaning_or_none():
    assert words.meaning(words.SCHEME_STATES, "Đã nghiệm thu") == "accepted"
    assert words.meaning(words.FUNDS, "KCĐP") == "local"
    assert words.meaning(words.FUNDS, "") == ""
    assert words.meaning(words.LEVELS, "nào đó") == ""


SCHEME = {"scheme_name": "Máy sấy", "support_million": "150", "year": 2024}


@pytest.mark.parametrize(
    ("kind", "values", "codes"),
    [
        ("schemes", SCHEME, []),
        ("schemes", SCHEME | {"scheme_name": ""}, ["missing"]),
        ("schemes", SCHEME | {"scheme_name": "a" * 301}, ["too_long"]),
        ("schemes", SCHEME | {"year": 1999}, ["year"]),
        ("schemes", SCHEME | {"support_million": "-1"}, ["amount"]),
        ("schemes", SCHEME | {"support_million": "0.0000001"}, ["amount_fraction"]),
        ("schemes", SCHEME | {"counterpart_million": "50", "total_million": "200"}, []),
        ("schemes", SCHEME | {"counterpart_million": "50", "total_million": "210"}, ["sum"]),
        (
            "schemes",
            SCHEME | {"counterpart_million": "5", "other_million": "1", "total_million": "9"},
            ["sum"],
        ),
        ("schemes", SCHEME | {"programme_KCQG": 1, "programme_KCĐP": 1}, ["two_funds"]),
        ("schemes", {"scheme_name": "Máy"}, ["no_support", "no_year"]),
        ("products", {"product_name": "Chè"}, []),
        ("products", {}, ["missing"]),
        ("establishments", {"establishment_name": "HTX", "tax_code": "6000123456"}, []),
        ("establishments", {"tax_code": "12"}, ["missing", "tax_code"]),
        ("establishments", {"establishment_name": "HTX", "labourers": "1.5"}, ["count"]),
        ("fairs", {"fair_name": "Hội chợ"}, []),
        ("fairs", {}, ["missing"]),
        ("summaries", {"period": "2024"}, []),
        ("summaries", {}, ["period"]),
        ("indicators", {"label": "Đề án", "value": "3", "year": 2024}, []),
        ("indicators", {"period": "hồi trước"}, ["missing", "missing", "period"]),
    ],
)
def test_what_is_wrong_in_a_row(kind, values, codes):
    issues = list(CHECKS[kind](RowFacts(values)))
    assert [issue.code for issue in issues] == codes
    assert all(issue.sentence and issue.cure for issue in issues)
