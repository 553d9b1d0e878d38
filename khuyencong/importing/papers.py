"""The template by which offices list the schemes that they want taken over."""

import io

import xlsxwriter

from khuyencong.importing.reading.tables import table

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
HEADER_ROW = 2
WIDTH, WIDE, HIGH = 16, 120, 48


def running_template() -> bytes:
    """Return an empty workbook with the columns of a taking over and a sheet of guidance."""
    told, held = table("running"), io.BytesIO()
    with xlsxwriter.Workbook(held, OPTIONS) as book:
        bold = book.add_format({"bold": True})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1})
        sheet = book.add_worksheet("Đề án tiếp nhận")
        sheet.set_column(0, len(told["columns"]) - 1, WIDTH)
        sheet.set_row(HEADER_ROW, HIGH)
        sheet.write_string(0, 0, told["title"], bold)
        sheet.write_row(HEADER_ROW, 0, [column["header"] for column in told["columns"]], head)
        sheet.freeze_panes(HEADER_ROW + 1, 2)
        guide = book.add_worksheet("Hướng dẫn")
        guide.set_column(0, 0, WIDE)
        lines = ["Cách ghi", *told["guidance"], "Từng cột", *map(_said, told["columns"])]
        for at, line in enumerate(lines):
            guide.write_string(at, 0, line)
    return held.getvalue()


def _said(column: dict[str, str]) -> str:
    example = f" Ví dụ: {column['example']}." if column["example"] else ""
    return f"{column['header']}: {column['says']}.{example}"
