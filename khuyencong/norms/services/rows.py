"""Rows of a province: entered by one person, confirmed by a second, withdrawn with a reason."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange

from khuyencong.audit.events import EventKind
from khuyencong.audit.services import record
from khuyencong.core import clock
from khuyencong.core.dates import format_date
from khuyencong.core.findings import Finding, Refusal, Severity, refuse
from khuyencong.core.service import CONSTRAINT_MESSAGES, service
from khuyencong.norms import events
from khuyencong.norms.enums import Certainty, Origin
from khuyencong.norms.models import ENTERED, AreaListing, DatedRow, Instrument
from khuyencong.norms.permissions import CONFIRM, ENTER, may, require
from khuyencong.norms.rules.coverage import ONE_DAY, Span
from khuyencong.norms.services.areas import publish_areas, unpublish_areas
from khuyencong.norms.services.documents import entered

CONSTRAINT_MESSAGES.update(
    {
        "norms_no_delete": "Dòng định mức không bị xóa; hãy rút dòng đó và ghi lý do.",
        "norms_shipped_read_only": "Dòng kèm theo phần mềm chỉ đọc; hãy nhập dòng của tỉnh.",
        "norms_row_frozen": "Dòng đã nhập không sửa được; hãy rút dòng đó rồi nhập lại.",
    }
)


@service("norms.enter")
def enter_row(
    *,
    table: type[DatedRow],
    instrument: Instrument,
    article: str,
    values: Mapping[str, Any],
    first_on: dt.date,
    last_on: dt.date | None = None,
    note: str = "",
    by: AbstractBaseUser,
    on: dt.date,
) -> DatedRow:
    """Enter a row of `table` read from a document; it counts when a second person confirms it.

    `values` holds the table's own fields. Refused with every reason at once: no scan on file, days
    that run backwards or lie before the document or the province, another row on the same days.
    """
    province = values.get("province")
    _refuse_national(table, province)
    require(by, ENTER, province)
    span = Span(first_on, last_on)
    findings = [*_document_findings(instrument, province, span), *_day_findings(province, span)]
    if findings:
        raise Refusal(findings)
    row = table(
        **values,
        instrument=instrument,
        article=article,
        note=note,
        certainty=Certainty.VERIFIED,
        valid=DateRange(first_on, last_on + ONE_DAY if last_on else None),
        origin=Origin.SITE,
        **entered(by),
    )
    _refuse_wrong_fields(row, {*values, "article", "note"})
    _refuse_taken(row, _others(row))
    row.save()
    _record(events.ENTERED, row, by=by, on=on, after=figures_of(row))
    return row


@service("norms.confirm")
def confirm_row(*, row: DatedRow, by: AbstractBaseUser, on: dt.date) -> DatedRow:
    """Let a row count; an earlier open row of the same scope ends on the day before."""
    row = _locked(row)
    require(by, CONFIRM, _province(row))
    if row.state != "waiting":
        raise refuse("norms.not_waiting", "Dòng này không còn chờ xác nhận.", cure="Tải lại trang.")
    if row.entered_by_id == by.pk:
        raise refuse(
            "norms.second_person",
            "Người xác nhận phải khác người nhập.",
            cure="Nhờ người thứ hai đối chiếu với bản chụp rồi xác nhận.",
        )
    others = [other for other in _others(row) if other.confirmed_at]
    _refuse_taken(row, others)
    for other in others:
        if _span(other).overlaps(_span(row)):
            _move(other, until=row.first_on, superseded_by=row)
    row.confirmed_by_id, row.confirmed_by_name, row.confirmed_at = by.pk, str(by), clock.now()
    row.save()
    if isinstance(row, AreaListing):
        publish_areas(row, by=by)
    _record(events.CONFIRMED, row, by=by, on=on, after=figures_of(row))
    return row


@service("norms.withdraw")
def withdraw_row(*, row: DatedRow, reason: str, by: AbstractBaseUser, on: dt.date) -> DatedRow:
    """Take a row back; what it had superseded stands in for it again."""
    row = _locked(row)
    province = _province(row)
    if row.origin == Origin.SHIPPED or row.state == "withdrawn":
        raise refuse("norms.cannot_withdraw", "Dòng này không rút được.", cure="Tải lại trang.")
    if row.state == "counting" or not may(by, ENTER, province):
        require(by, CONFIRM, province)
    if not reason.strip():
        raise refuse("norms.no_reason", "Hãy ghi lý do rút.", field="reason")
    row.withdrawn_at, row.withdrawn_by_name, row.withdrawn_reason = clock.now(), str(by), reason
    row.save()
    for other in _table_of(row).filter(superseded_by=row):
        _move(other, until=row.valid.upper, superseded_by=row.superseded_by)
    if isinstance(row, AreaListing) and row.confirmed_at:
        unpublish_areas(row)
    _record(events.WITHDRAWN, row, by=by, on=on, before=figures_of(row), reason=reason)
    return row


def figures_of(row: DatedRow) -> dict[str, Any]:
    """Return what the log keeps of a row."""
    names = ("article", "note", *row.FIGURES)
    return {"days": row.days_text} | {name: getattr(row, name) for name in names}


def _record(kind: EventKind, row: DatedRow, **rest: Any) -> None:
    record(kind, subject=row, area=_province(row), what=row.what, days=row.days_text, **rest)


def _table_of(row: DatedRow) -> Any:
    """Return the manager of the row's own table."""
    return type(row)._default_manager


def _province(row: DatedRow) -> Any:
    return getattr(row, "province", None)


def _locked(row: DatedRow) -> DatedRow:
    """Return the row as it is now, held until the end of the transaction."""
    return _table_of(row).select_for_update(of=("self",)).get(pk=row.pk)


def _move(row: DatedRow, *, until: dt.date | None, superseded_by: DatedRow | None) -> None:
    row.valid = DateRange(row.first_on, until)
    row.superseded_by = superseded_by
    row.save()


def _span(row: DatedRow) -> Span:
    return Span(row.first_on, row.last_on)


def _others(row: DatedRow) -> list[DatedRow]:
    """Return the site's other rows about the same thing that were not withdrawn."""
    rows = _table_of(row).with_scope_of(row).exclude(pk=row.pk)
    return list(rows.filter(origin=Origin.SITE, withdrawn_at__isnull=True))


def _refuse_taken(row: DatedRow, others: list[DatedRow]) -> None:
    """Refuse days that another row holds, unless that one is open and simply ends before them."""
    for other in others:
        makes_room = other.confirmed_at and other.last_on is None and other.first_on < row.first_on
        if _span(other).overlaps(_span(row)) and not makes_room:
            raise refuse(
                "norms.taken",
                f"Từ ngày: đã có dòng khác cho cùng nội dung ({other.days_text}, {other.citation},"
                f" {_state_word(other)}). Mỗi ngày chỉ một dòng có hiệu lực.",
                field="first_on",
                cure="Chọn những ngày chưa có dòng nào, hoặc rút dòng kia trước.",
            )


def _state_word(row: DatedRow) -> str:
    return "đã xác nhận" if row.confirmed_at else "đang chờ xác nhận"


def _refuse_national(table: type[DatedRow], province: Any) -> None:
    """Days off bind everybody and may be entered; all other law of the country ships."""
    if table not in ENTERED or (province is None and "province" in table.SCOPE):
        raise refuse(
            "norms.national",
            "Quy định chung của cả nước đi kèm phần mềm, không nhập ở đây.",
            field="province",
            cure="Chọn tỉnh mà văn bản áp dụng, hoặc chờ bản cập nhật của phần mềm.",
        )


def _refuse_wrong_fields(row: DatedRow, given: set[str]) -> None:
    others = {field.name for field in row._meta.fields} - given
    try:
        row.clean_fields(exclude=others)
    except ValidationError as error:
        raise Refusal(
            _finding("norms.wrong_field", " ".join(messages), field)
            for field, messages in error.message_dict.items()
        ) from error


def _document_findings(instrument: Instrument, province: Any, span: Span) -> list[Finding]:
    found = []
    if not instrument.scans.exists():
        found.append(
            _finding(
                "norms.no_scan",
                f"{instrument} chưa có bản chụp.",
                cure="Tải bản chụp lên ở trang của văn bản, để người thứ hai đối chiếu.",
            )
        )
    if instrument.province_id and province and instrument.province_id != province.pk:
        found.append(
            _finding(
                "norms.other_province", f"{instrument} là của {instrument.province}.", "province"
            )
        )
    if instrument.in_force_on and span.first < instrument.in_force_on:
        day = format_date(instrument.in_force_on)
        found.append(
            _finding(
                "norms.before_document",
                f"Từ ngày: {instrument} chỉ có hiệu lực từ {day}.",
                "first_on",
                f"Nhập từ {day} trở đi.",
            )
        )
    return found


def _day_findings(province: Any, span: Span) -> list[Finding]:
    if span.is_backwards:
        return [_finding("norms.backwards", "Ngày cuối đứng trước ngày đầu.", "last_on")]
    if province and span.first not in province.valid:
        return [
            _finding(
                "norms.no_such_province",
                f"Từ ngày: vào ngày {format_date(span.first)} chưa có hoặc không còn {province}.",
                "first_on",
                "Chọn ngày trong thời gian đơn vị hành chính này tồn tại.",
            )
        ]
    return []


def _finding(code: str, message: str, field: str = "", cure: str = "") -> Finding:
    return Finding(code=code, severity=Severity.BLOCK, message=message, field=field, cure=cure)
