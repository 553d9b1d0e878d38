"""A report as a workbook: the table, and a second sheet with the source of every figure."""

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from khuyencong.core.dates import format_date
from khuyencong.reports.outputs.data import as_data
from khuyencong.reports.queries import Table

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
HEAD = ("Mã chỉ tiêu", "Chỉ tiêu", "Đơn vị tính", "Giá trị", "Từ hồ sơ", "Công bố", "Ghi chú")
SOURCE_HEAD = ("Mã chỉ tiêu", "Dùng", "Kỳ", "Giá trị", "Mức", "Cách gọi của nguồn", "Nguồn", "URL")


def as_workbook(table: Table) -> bytes:
    """Return the report as an .xlsx file with typed cells and no formulas."""
    buffer = io.BytesIO()
    data = as_data(table)
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        figures = book.add_format({"num_format": "#,##0.###"})
        sheet = book.add_worksheet("Báo cáo")
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 1, 56)
        sheet.set_column(2, 6, 16)
        days = (format_date(day) for day in (table.period.first, table.period.last))
        _line(sheet, 0, [f"{data['title']} – {data['area']}"], bold)
        _line(sheet, 1, ["Từ {} đến {}".format(*days)])
        _line(sheet, 3, HEAD, bold)
        for at, row in enumerate(data["rows"], start=4):
            _line(sheet, at, _values(row), figures)
        sheet.freeze_panes(4, 2)
        _sources(book.add_worksheet("Nguồn số liệu"), data["rows"], bold)
    return buffer.getvalue()


def _values(row: dict[str, Any]) -> list[Any]:
    keys = ("code", "label", "unit", "value", "computed", "declared")
    return [*(row[key] for key in keys), _remark(row)]


def _remark(row: dict[str, Any]) -> str:
    if row["is_conflict"]:
        return "Các nguồn mâu thuẫn, xem trang Nguồn số liệu"
    if not row["is_declared"]:
        return ""
    part = [f"chỉ của {row['told']}"] if row["is_partial"] else []
    return ", ".join(["Số công bố", *part, *row["qualifiers"]])


def _sources(sheet: Worksheet, rows: Sequence[dict[str, Any]], bold: Any) -> None:
    sheet.set_column(0, 7, 24)
    _line(sheet, 0, SOURCE_HEAD, bold)
    lines = [
        (
            row["code"],
            word,
            f["period"],
            f["value"],
            f["qualifier"],
            f["label"],
            f["source_title"],
            f["source_url"],
        )
        for row in rows
        for word, found in (("Có", row["sources"]), ("Chỉ để xem", row["beside"]))
        for f in found
    ]
    for at, line in enumerate(lines, start=1):
        _line(sheet, at, line)


def _line(sheet: Worksheet, at: int, values: Sequence[Any], style: Any = None) -> None:
    for column, value in enumerate(values):
        if isinstance(value, int | float):
            sheet.write_number(at, column, value, style)
        elif value is not None:
            sheet.write_string(at, column, str(value), style)
