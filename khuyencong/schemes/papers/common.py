"""What the papers share: who issues and signs on the day, grounds, tables of money."""

import datetime as dt
from collections.abc import Iterable

from khuyencong.accounts.enums import OrganisationKind, SigningCapacity
from khuyencong.accounts.models import Organisation
from khuyencong.accounts.queries import name_on, signer_of
from khuyencong.core.dates import format_date
from khuyencong.core.money import format_million, format_number, format_vnd
from khuyencong.documents.registry import Align, Column, Issuer, Row, Signer, Table, calendar_day
from khuyencong.geography.queries import unit_state
from khuyencong.norms.models import Instrument
from khuyencong.schemes.models import EstimateLine, Scheme

# The law a khuyến công paper rests on, in the order of rank; those in force on its day are named.
GROUNDS = (
    "nd-45-2012",
    "nd-235-2025",
    "tt-46-2012",
    "tt-36-2013",
    "ttlt-26-2014",
    "tt-28-2018",
)
SIGN_NOTE = "(Ký, ghi rõ họ tên)"


def issuer_of(organisation: Organisation, on: dt.date) -> Issuer:
    """Return the body under its superior, with the names of the day."""
    superior = organisation.parent
    return Issuer(
        name=name_on(organisation, on).name,
        place=unit_state(organisation.area, on).name if organisation.area else "Hà Nội",
        superior=name_on(superior, on).name if superior else "",
    )


def number_of(organisation: Organisation, series: str, number: str, on: dt.date) -> str:
    """Return the number the body gave, or the series with room for one."""
    code = name_on(organisation, on).code
    return number or "/" + "-".join(part for part in (series, code) if part)


def signer_for(organisation: Organisation, on: dt.date) -> Signer:
    """Return who signs for the body and how (NĐ 30/2020 Điều 13); a gap where nobody is known."""
    known = signer_of(organisation, on)
    if known is None:
        return Signer(("Thủ trưởng đơn vị",))
    if known.capacity == SigningCapacity.HEAD:
        return Signer((known.title,), known.user.full_name)
    if known.capacity == SigningCapacity.TM:
        return Signer((f"TM. {collective(organisation)}", known.title), known.user.full_name)
    return Signer((f"{known.capacity.value} {known.head_title}", known.title), known.user.full_name)


def collective(organisation: Organisation) -> str:
    """Return the collective body in whose name its head signs."""
    is_committee = organisation.kind == OrganisationKind.COMMITTEE
    return "Ủy ban nhân dân" if is_committee else organisation.name


def grounds(on: dt.date, schemes: Iterable[Scheme] = ()) -> tuple[str, ...]:
    """Return the căn cứ: the law in force on the day, then the levels pinned to the schemes."""
    shipped = {i.key: i for i in Instrument.objects.filter(key__in=GROUNDS)}
    named = [shipped[key] for key in GROUNDS if key in shipped and shipped[key].is_in_force(on)]
    for scheme in schemes:
        if scheme.norm and scheme.norm.instrument not in named:
            named.append(scheme.norm.instrument)
    return tuple(_ground(instrument) for instrument in named)


def _ground(instrument: Instrument) -> str:
    day = f" {calendar_day(instrument.issued_on)}" if instrument.issued_on else ""
    title = instrument.title[:1].lower() + instrument.title[1:]
    kind = instrument.get_kind_display()
    return f"Căn cứ {kind} số {instrument.number}{day} của {instrument.issuer} {title}"


def _money(title: str, weight: float) -> Column:
    return Column(title, weight, Align.RIGHT, group="Nguồn kinh phí")


def estimate_table(scheme: Scheme) -> Table:
    """Return the estimate (form 01) in đồng."""
    columns = (
        Column("TT", 0.5, Align.CENTRE),
        Column("Nội dung chi", 3.4),
        Column("ĐVT", 0.7, Align.CENTRE),
        Column("Số lượng", 0.8, Align.RIGHT),
        Column("Đơn giá", 1.3, Align.RIGHT),
        Column("Thành tiền", 1.4, Align.RIGHT),
        _money("Khuyến công", 1.3),
        _money("Đối ứng", 1.3),
        _money("Khác", 1.0),
    )
    rows = [_line_row(number, line) for number, line in enumerate(scheme.lines.all(), start=1)]
    sums = (scheme.total_vnd, scheme.support_vnd, scheme.counterpart_vnd, scheme.other_vnd)
    total = Row(
        ("", "Tổng cộng", "", "", "", *(format_vnd(vnd or 0) for vnd in sums)), is_bold=True
    )
    return Table(columns, (*rows, total), note="Đơn vị tính: đồng")


def _line_row(number: int, line: EstimateLine) -> Row:
    amounts = (
        line.unit_price_vnd,
        line.amount_vnd,
        line.support_vnd,
        line.counterpart_vnd,
        line.other_vnd,
    )
    return Row(
        (
            str(number),
            line.item,
            line.unit,
            format_number(line.quantity),
            *(format_vnd(vnd) for vnd in amounts),
        )
    )


def list_table(schemes: Iterable[Scheme]) -> Table:
    """Return the list of schemes (form 02) in million đồng."""
    columns = (
        Column("TT", 0.4, Align.CENTRE),
        Column("Tên đề án", 3),
        Column("Đơn vị thực hiện", 1.8),
        Column("Đơn vị thụ hưởng", 1.8),
        Column("Địa điểm", 1.6),
        Column("Nội dung, mục tiêu, quy mô", 2.8),
        Column("Thời gian", 1.2, Align.CENTRE),
        _money("Tổng", 0.9),
        _money("KCQG", 0.9),
        _money("KCĐP", 0.9),
        _money("Đối ứng", 0.9),
        _money("Khác", 0.8),
    )
    listed = list(schemes)
    rows = [_scheme_row(number, scheme) for number, scheme in enumerate(listed, start=1)]
    sums = [sum(column) for column in zip(*(_by_source(s) for s in listed), strict=True)]
    total = ("", "Tổng cộng", *[""] * 5, *(format_million(vnd) for vnd in sums or [0] * 5))
    return Table(columns, (*rows, Row(total, is_bold=True)), note="Đơn vị tính: triệu đồng")


def _scheme_row(number: int, scheme: Scheme) -> Row:
    return Row(
        (
            str(number),
            scheme.name,
            scheme.organisation.name if scheme.organisation else "",
            scheme.beneficiary,
            place_of(scheme),
            scheme.objectives,
            period_of(scheme),
            *(format_million(vnd) for vnd in _by_source(scheme)),
        )
    )


def _by_source(scheme: Scheme) -> tuple[int, int, int, int, int]:
    """Return total, national, local, counterpart, other."""
    support = scheme.support_vnd or 0
    national, local = (0, support) if scheme.is_local else (support, 0)
    return (
        scheme.total_vnd or 0,
        national,
        local,
        scheme.counterpart_vnd or 0,
        scheme.other_vnd or 0,
    )


def place_of(scheme: Scheme) -> str:
    """Return where the scheme is carried out."""
    unit = str(scheme.unit) if scheme.unit else ""
    return ", ".join(part for part in (scheme.place_text, unit) if part)


def period_of(scheme: Scheme) -> str:
    """Return the time of implementation."""
    if not (scheme.starts_on and scheme.ends_on):
        return ""
    return f"{format_date(scheme.starts_on)} – {format_date(scheme.ends_on)}"


def money_lines(scheme: Scheme) -> tuple[str, ...]:
    """Return the money by source, one line each."""
    source = "khuyến công địa phương" if scheme.is_local else "khuyến công quốc gia"
    parts = (
        ("Tổng kinh phí", scheme.total_vnd),
        (f"Kinh phí {source}", scheme.support_vnd),
        ("Vốn đối ứng của cơ sở", scheme.counterpart_vnd),
        ("Nguồn khác", scheme.other_vnd),
    )
    return tuple(f"{label}: {format_vnd(vnd)} đồng" for label, vnd in parts if vnd)
