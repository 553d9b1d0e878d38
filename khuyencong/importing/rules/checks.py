"""What is wrong or doubtful in a row beside its single cells, by kind of list."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from khuyencong.core.money import MAX_VND, format_million
from khuyencong.importing.rules.facts import RowFacts
from khuyencong.importing.rules.periods import period_of

TAX_CODE = re.compile(r"\d{10}(-\d{3})?|\d{12}")
MONEY = ("support_million", "counterpart_million", "other_million", "total_million")
SPENT = (
    *("advance_million", "advance2_million", "paid_million", "eligible_million", "due_million"),
)
YEARS = range(2000, 2101)


@dataclass(frozen=True)
class Issue:
    """A finding about a field of a row (or "" the whole row): what is wrong, what to do."""

    field: str
    code: str
    sentence: str
    cure: str
    is_blocking: bool = True


def missing(field: str, what: str) -> Issue:
    """Return the issue of a row that lacks what it is about."""
    return Issue(
        field,
        "missing",
        f"Dòng này thiếu {what}.",
        f"Gõ {what} vào ô rồi lưu, hoặc bỏ dòng này nếu đó không phải dữ liệu.",
    )


def too_long(facts: RowFacts, field: str, text: str, longest: int) -> Iterator[Issue]:
    """Yield the issue of a text that does not fit."""
    if len(text) > longest:
        yield Issue(
            field,
            "too_long",
            f"Ô này dài {len(text)} ký tự, nhiều hơn {longest} ký tự lưu được.",
            "Rút gọn nội dung rồi lưu; phần giải thích thêm đưa sang cột ghi chú.",
        )


def scheme_issues(facts: RowFacts) -> Iterator[Issue]:
    """Yield what is wrong in a row of a list of schemes that are over."""
    yield from _of_scheme(facts)
    yield from _gaps(facts)


def running_issues(facts: RowFacts) -> Iterator[Issue]:
    """Yield what is wrong in a row of a list of schemes that run; where they stand is seen later."""
    yield from _of_scheme(facts)
    for field in SPENT:
        yield from _money_issues(facts, field)
    for field in ("contract", "minutes", "advance_paper", "advance2_paper", "paid_paper"):
        yield from too_long(facts, field, facts.text(field).partition("|")[0], 100)


def _of_scheme(facts: RowFacts) -> Iterator[Issue]:
    name = facts.text("scheme_name")
    if not name:
        yield missing("scheme_name", "tên đề án")
    maker, place = facts.maker
    yield from too_long(facts, "scheme_name", name, 300)
    yield from too_long(facts, "establishment_name", maker, 200)
    yield from too_long(facts, "place", place, 300)
    yield from too_long(facts, "decision", facts.decision[0], 100)
    yield from _year_issues(facts)
    for field in MONEY:
        yield from _money_issues(facts, field)
    yield from _sum_issues(facts)
    if facts.is_marked("programme_KCQG") and facts.is_marked("programme_KCĐP"):
        yield Issue(
            "programme_KCQG",
            "two_funds",
            "Cả hai cột khuyến công quốc gia và địa phương đều đánh dấu x.",
            "Để x ở đúng một cột; nếu đề án dùng cả hai nguồn thì tách thành hai dòng.",
        )


def product_issues(facts: RowFacts) -> Iterator[Issue]:
    """Yield what is wrong in a row of a list of products."""
    if not facts.product:
        yield missing("product_name", "tên sản phẩm")
    maker, place = facts.maker
    yield from too_long(facts, "product_name", facts.product, 200)
    yield from too_long(facts, "establishment_name", maker, 200)
    yield from too_long(facts, "place", place, 300)
    yield from too_long(facts, "decision", facts.decision[0], 60)
    yield from too_long(facts, "prize", facts.text("prize"), 60)
    yield from _year_issues(facts)


def establishment_issues(facts: RowFacts) -> Iterator[Issue]:
    """Yield what is wrong in a row of a list of establishments."""
    name, place = facts.maker
    if not name:
        yield missing("establishment_name", "tên cơ sở")
    yield from too_long(facts, "establishment_name", name, 200)
    yield from too_long(facts, "place", place, 300)
    yield from too_long(facts, "trade", facts.text("trade"), 300)
    yield from too_long(facts, "owner", facts.text("owner"), 120)
    yield from too_long(facts, "phone", facts.text("phone"), 20)
    tax_code = facts.text("tax_code")
    if tax_code and not TAX_CODE.fullmatch(tax_code):
        yield Issue(
            "tax_code",
            "tax_code",
            f"“{tax_code}” không phải mã số thuế: mã gồm 10 chữ số, 10 chữ số-3 chữ số,"
            " hoặc 12 chữ số.",
            "Sửa theo giấy đăng ký (Excel hay làm mất số 0 ở đầu), hoặc xóa trống ô này.",
        )
    yield from _money_issues(facts, "revenue_million")
    employees = facts.number("labourers")
    if employees is not None and (employees < 0 or employees != int(employees)):
        yield Issue(
            "labourers",
            "count",
            "Số lao động phải là số nguyên từ 0 trở lên.",
            "Sửa lại con số rồi lưu.",
        )


def summary_issues(facts: RowFacts) -> Iterator[Issue]:
    """Yield what is wrong in a row of figures by province and period."""
    yield from _period_issues(facts)


def indicator_issues(facts: RowFacts) -> Iterator[Issue]:
    """Yield what is wrong in a row of a list of indicators."""
    if not facts.text("label"):
        yield missing("label", "tên chỉ tiêu")
    if facts.number("value") is None:
        yield missing("value", "số liệu")
    yield from too_long(facts, "label", facts.text("label"), 400)
    yield from _period_issues(facts)


def fair_issues(facts: RowFacts) -> Iterator[Issue]:
    """Yield what is wrong in a row of a list of fairs."""
    if not facts.text("fair_name"):
        yield missing("fair_name", "tên hội chợ")


CHECKS: dict[str, Callable[[RowFacts], Iterator[Issue]]] = {
    "schemes": scheme_issues,
    "running": running_issues,
    "products": product_issues,
    "establishments": establishment_issues,
    "fairs": fair_issues,
    "summaries": summary_issues,
    "indicators": indicator_issues,
}


def _gaps(facts: RowFacts) -> Iterator[Issue]:
    """Yield what a scheme may lack and still come in: it will be missing in totals and reports."""
    if facts.vnd("support_million") is None:
        yield Issue(
            "support_million",
            "no_support",
            "Không có số kinh phí hỗ trợ, nên đề án này không vào tổng kinh phí nào.",
            "Gõ số tiền theo triệu đồng nếu biết; nếu nguồn không nêu thì nhận như đang đọc.",
            is_blocking=False,
        )
    if facts.number("year") is None and facts.decision[1] is None:
        yield Issue(
            "year",
            "no_year",
            "Không có năm và ngày quyết định, nên đề án này không vào báo cáo của năm nào.",
            "Gõ năm vào ô, hoặc điền năm chung của bảng ở trang các cột.",
            is_blocking=False,
        )


def _year_issues(facts: RowFacts) -> Iterator[Issue]:
    year = facts.number("year")
    if year is not None and (year != int(year) or int(year) not in YEARS):
        yield Issue(
            "year",
            "year",
            f"Năm {facts.text('year')} nằm ngoài khoảng 2000–2100.",
            "Sửa lại năm rồi lưu, hoặc xóa trống ô này.",
        )


def _money_issues(facts: RowFacts, field: str) -> Iterator[Issue]:
    number = facts.number(field)
    if number is not None and not 0 <= number * 1_000_000 <= MAX_VND:
        yield Issue(
            field,
            "amount",
            "Số tiền phải từ 0 trở lên và không lớn quá mức lưu được.",
            "Xem lại đơn vị tính của cột (đồng hay triệu đồng) hoặc sửa con số.",
        )
    elif number is not None and number * 1_000_000 != int(number * 1_000_000):
        yield Issue(
            field,
            "amount_fraction",
            "Số tiền lẻ hơn một đồng.",
            "Xem lại đơn vị tính của cột hoặc sửa con số.",
        )


def _sum_issues(facts: RowFacts) -> Iterator[Issue]:
    support, counterpart, total = (
        facts.vnd(f) for f in ("support_million", "counterpart_million", "total_million")
    )
    if support is None or counterpart is None or total is None:
        return
    other = facts.vnd("other_million") or 0
    added = support + counterpart + other
    if added != total:
        yield Issue(
            "total_million",
            "sum",
            f"Hỗ trợ {format_million(support)} + đối ứng {format_million(counterpart)}"
            + (f" + khác {format_million(other)}" if other else "")
            + f" = {format_million(added)} triệu đồng, nhưng ô tổng ghi {format_million(total)}.",
            "Sửa ô sai; nếu văn bản gốc đúng là như vậy thì nhận nguyên.",
            is_blocking=False,
        )


def _period_issues(facts: RowFacts) -> Iterator[Issue]:
    text = facts.text("period", "year")
    if not text:
        yield Issue(
            "period",
            "period",
            "Chưa biết số liệu này của kỳ nào.",
            "Điền kỳ chung cho cả bảng ở trang các cột, hoặc gõ kỳ vào ô của dòng.",
        )
    elif period_of(text) is None:
        yield Issue(
            "period",
            "period",
            f"Chưa hiểu kỳ “{text}”.",
            "Viết như: 2024 · 2021-2025 · 6 tháng đầu năm 2024 · quý I/2024.",
        )
