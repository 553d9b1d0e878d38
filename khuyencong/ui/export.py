"""A list as a file: typed cells, one row at a time, no text that turns into a formula."""

import csv
import datetime as dt
import io
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from django.http import FileResponse
from django.utils import timezone

from khuyencong.core import clock
from khuyencong.core.dates import format_date
from khuyencong.ui.lists import Column, plain
from khuyencong.ui.selection import Selection

AT_ONCE = 2000  # rows; a longer list is written by a job
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
NUMBER_FORMATS = {
    "vnd": "#,##0",
    "million": "#,##0",
    "number": "#,##0.###",
    "percent": "0.##",
    "year": "0",
    "day": "dd/mm/yyyy",
    "moment": "dd/mm/yyyy hh:mm",
}
WIDTHS = {"vnd": 18, "million": 18, "number": 12, "percent": 10, "year": 8, "day": 12, "moment": 18}
WIDTH = 32
LAST_ROW = 1_048_575  # that a sheet can hold below its head
DAY_ZERO = dt.date(1899, 12, 30).toordinal()
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

Rows = Iterable[tuple[Any, ...]]


@dataclass(frozen=True)
class FileFormat:
    """A kind of file: how it is called and written; writing answers with the count of rows."""

    label: str
    content_type: str
    write: Callable[[Selection, Rows, IO[bytes]], int]


def download(asked: Selection, file_format: str) -> FileResponse:
    """Return the whole filtered set as a file."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it after the last chunk
    write_file(asked, file_format, file)
    file.seek(0)
    return FileResponse(
        file,
        as_attachment=True,
        filename=file_name(asked, file_format),
        content_type=FORMATS[file_format].content_type,
    )


def file_name(asked: Selection, file_format: str) -> str:
    """Return the name of the file, with its day."""
    return f"{asked.definition.code}-{clock.today():%Y%m%d}.{file_format}"


def write_file(
    asked: Selection,
    file_format: str,
    file: IO[bytes],
    watch: Callable[[Rows], Rows] = lambda rows: rows,
) -> int:
    """Write the whole filtered set and return how many rows it has; `watch` sees them go by."""
    return FORMATS[file_format].write(asked, watch(asked.values()), file)


def _head(column: Column) -> str:
    unit = "đồng" if column.kind in {"vnd", "million"} else column.unit
    return f"{column.label} ({unit})" if unit else column.label


# Excel


def _write_xlsx(asked: Selection, rows: Rows, file: IO[bytes]) -> int:
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        sheet = _sheet(book, asked)
        as_text = book.add_format({"num_format": "@"})
        styles = [
            book.add_format({"num_format": NUMBER_FORMATS.get(column.kind, "General")})
            for column in asked.exported
        ]
        columns = list(enumerate(zip(asked.exported, styles, strict=True)))
        number = 0
        for number, row in enumerate(rows, start=1):
            for (index, (column, style)), value in zip(columns, row, strict=True):
                if column.choices or value is True or value is False:
                    value = plain(column, value)  # noqa: PLW2901
                if isinstance(value, str):
                    _write_text(sheet, (number, index), value, as_text)
                elif value is not None:
                    _write_value(sheet, (number, index), value, style)
        _write_notes(book, asked, number)
    return number


def _write_text(
    sheet: xlsxwriter.worksheet.Worksheet, place: tuple[int, int], text: str, as_text: Any
) -> None:
    """Write a text, one that looks like a formula so that it stays a text when edited."""
    if text:
        sheet.write_string(*place, text, as_text if text.startswith(FORMULA_STARTS) else None)


def _sheet(book: xlsxwriter.Workbook, asked: Selection) -> xlsxwriter.worksheet.Worksheet:
    """Return the first sheet with its head; the head alone stands above the rows."""
    sheet = book.add_worksheet("Danh sách")
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{_printed(asked)}&R&P/&N")
    for index, column in enumerate(asked.exported):
        sheet.set_column(index, index, column.width or WIDTHS.get(column.kind, WIDTH))
        sheet.write_string(0, index, _head(column), head)
    return sheet


def _printed(asked: Selection) -> str:
    """Return what the foot of each printed page says; Excel takes 255 signs, & is its own."""
    words = " · ".join([asked.definition.title, asked.sentence or "tất cả"])
    return f"{words[:160]} · {format_date(clock.today())}".replace("&", "&&")


def _write_value(
    sheet: xlsxwriter.worksheet.Worksheet, place: tuple[int, int], value: Any, style: Any
) -> None:
    if isinstance(value, int | float | Decimal):
        sheet.write_number(*place, value, style)
    elif isinstance(value, dt.datetime):
        sheet.write_datetime(*place, timezone.localtime(value).replace(tzinfo=None), style)
    elif isinstance(value, dt.date):
        sheet.write_number(*place, value.toordinal() - DAY_ZERO, style)
    else:
        sheet.write_string(*place, str(value))


def _write_notes(book: xlsxwriter.Workbook, asked: Selection, count: int) -> None:
    """Say on a second sheet what the first one holds, so that its head stays in the first row."""
    sheet = book.add_worksheet("Ghi chú")
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 80)
    notes = [
        ("Danh sách", asked.definition.title),
        ("Điều kiện", asked.sentence or "tất cả"),
        ("Số dòng", str(count)),
        ("Xuất lúc", f"{clock.now():%H:%M} ngày {format_date(clock.today())}"),
    ]
    for index, (label, text) in enumerate(notes):
        sheet.write_string(index, 0, label)
        sheet.write_string(index, 1, text)


# CSV


def _write_csv(asked: Selection, rows: Rows, file: IO[bytes]) -> int:
    """Write plain numbers and ISO days, which every program reads alike."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text)
    columns = asked.exported
    writer.writerow(_head(column) for column in columns)
    count = 0
    for count, row in enumerate(rows, start=1):  # noqa: B007
        writer.writerow([_csv_value(plain(c, v)) for c, v in zip(columns, row, strict=True)])
    text.detach()
    return count


def _csv_value(value: Any) -> Any:
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA_STARTS) else value
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).replace(tzinfo=None).isoformat(" ", "seconds")
    return value


FORMATS: Mapping[str, FileFormat] = {
    "xlsx": FileFormat(
        "Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _write_xlsx
    ),
    "csv": FileFormat("CSV", "text/csv; charset=utf-8", _write_csv),
}
