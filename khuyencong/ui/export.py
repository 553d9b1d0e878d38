"""A list as an Excel workbook: typed cells, one row at a time, no text that turns into a formula."""

import datetime as dt
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.http import FileResponse
from django.utils import timezone

from khuyencong.core import clock
from khuyencong.core.dates import format_date
from khuyencong.ui.lists import Column, plain

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
FORMATS = {
    "vnd": "#,##0",
    "million": "#,##0",
    "number": "#,##0.###",
    "percent": "0.##",
    "day": "dd/mm/yyyy",
    "moment": "dd/mm/yyyy hh:mm",
}
WIDTHS = {"vnd": 18, "million": 18, "number": 12, "percent": 10, "day": 12, "moment": 18}
WIDTH = 32
LAST_ROW = 1_048_575


@dataclass(frozen=True, kw_only=True)
class Workbook:
    """What goes into a workbook; `rows` are plain tuples in the order of `columns`."""

    name: str
    title: str
    sentence: str
    columns: Sequence[Column]
    rows: Iterable[tuple[Any, ...]]


def workbook_response(content: Workbook) -> FileResponse:
    """Return the workbook as a download."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it after the last chunk
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        count = _write_rows(book, content)
        _write_notes(book, content, count)
    file.seek(0)
    name = f"{content.name}-{clock.today():%Y%m%d}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=CONTENT_TYPE)


def _write_rows(book: xlsxwriter.Workbook, content: Workbook) -> int:
    sheet = book.add_worksheet("Danh sách")
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    formats = [book.add_format({"num_format": FORMATS.get(c.kind, "@")}) for c in content.columns]
    sheet.freeze_panes(1, 1)
    for index, column in enumerate(content.columns):
        sheet.set_column(index, index, column.width or WIDTHS.get(column.kind, WIDTH))
        sheet.write_string(0, index, _head(column), head)
    count = 0
    for count, row in enumerate(content.rows, start=1):
        if count > LAST_ROW:
            break
        for index, value in enumerate(row):
            _write(sheet, (count, index), content.columns[index], value, formats[index])
    return count


def _head(column: Column) -> str:
    unit = "đồng" if column.kind in {"vnd", "million"} else column.unit
    return f"{column.label} ({unit})" if unit else column.label


def _write(
    sheet: xlsxwriter.worksheet.Worksheet,
    place: tuple[int, int],
    column: Column,
    value: Any,
    style: Any,
) -> None:
    value = plain(column, value)
    if value is None or value == "":
        return
    if isinstance(value, dt.datetime):
        value = timezone.localtime(value).replace(tzinfo=None)
    if isinstance(value, dt.date):
        sheet.write_datetime(*place, value, style)
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(*place, value, style)
    else:
        sheet.write_string(*place, str(value), style)


def _write_notes(book: xlsxwriter.Workbook, content: Workbook, count: int) -> None:
    """Say on a second sheet what the first one holds, so that its head stays in the first row."""
    sheet = book.add_worksheet("Ghi chú")
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 80)
    notes = [
        ("Danh sách", content.title),
        ("Điều kiện", content.sentence or "tất cả"),
        ("Số dòng", str(min(count, LAST_ROW))),
        ("Xuất lúc", f"{clock.now():%H:%M} ngày {format_date(clock.today())}"),
    ]
    for index, (label, text) in enumerate(notes):
        sheet.write_string(index, 0, label)
        sheet.write_string(index, 1, text)
