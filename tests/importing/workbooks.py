"""Workbooks as offices send them, made in memory, and imports of them."""

import datetime as dt
import io

import xlsxwriter

from khuyencong.importing.models import ImportBatch, StagedRow
from khuyencong.importing.services import finish_staging, stage_file, upload

TODAY = dt.date(2026, 11, 21)
SCHEMES = ["STT", "Tên đề án", "Đơn vị thụ hưởng", "Địa điểm thực hiện", "Tỉnh"]
SCHEMES += ["Tổng kinh phí (triệu đồng)", "Hỗ trợ (triệu đồng)", "Đối ứng (triệu đồng)", "Năm"]
DRYER = [1, "Hỗ trợ máy sấy mắc ca", "Công ty TNHH Mắc ca Ea Knuếc", "xã Ea Knuếc", "Đắk Lắk"]
DRYER += [486, 150, 336, 2024]
PRESS = [2, "Hỗ trợ máy ép dầu lạc", "HTX Dầu lạc Krông Pắc", "xã Ea Knuếc", "Đắk Lắk"]
PRESS += [300, 120, 180, 2023]
LOOM = [3, "Hỗ trợ khung dệt thổ cẩm", "Hộ kinh doanh H'Lan Niê", "", "Đắk Lắk", 90, 40, 50, 2023]
MAKERS = ["TT", "Tên cơ sở", "Loại hình", "Ngành nghề", "Địa chỉ", "Mã số thuế", "Số lao động"]
PRODUCTS = ["STT", "Tên sản phẩm", "Tên cơ sở", "Địa chỉ", "Tỉnh", "Cấp công nhận", "Năm"]
SUMMARY = ["TT", "Tỉnh", "Giai đoạn", "Số đề án", "Kinh phí hỗ trợ (triệu đồng)"]
INDICATORS = ["TT", "Chỉ tiêu", "Đơn vị tính", "Kết quả", "Năm"]
FAIRS = ["TT", "Tên hội chợ", "Địa điểm tổ chức", "Ngày bắt đầu", "Số gian hàng"]


def workbook(**sheets):
    """Return the bytes of a workbook: sheet name → (title, header, rows)."""
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held)
    book.set_properties(
        {"created": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)}
    )  # equal lists are equal bytes
    for name, (title, header, rows) in sheets.items():
        sheet = book.add_worksheet(name)
        sheet.write(0, 0, title)
        for at, row in enumerate([header, *rows]):
            sheet.write_row(2 + at, 0, row)
    book.close()
    return held.getvalue()


def schemes(*rows):
    """Return a workbook with one list of schemes."""
    return workbook(DA=("DANH MỤC ĐỀ ÁN KHUYẾN CÔNG", SCHEMES, rows))


def staged(data, by, *, is_confirmed=True, name="danh-muc.xlsx"):
    """Return the import of a workbook whose rows lie there to be looked at."""
    batch, _ = upload(name=name, data=data, by=by, on=TODAY, with_job=False)
    for _ in stage_file(batch, by=by, on=TODAY):
        pass
    batch.sheets.update(is_confirmed=is_confirmed)
    return finish_staging(batch=batch, by=by, on=TODAY)


def row_of(batch: ImportBatch, number=4, position=0) -> StagedRow:
    """Return one row; the first data row of a made workbook is number 4."""
    return StagedRow.objects.select_related("sheet__batch").get(
        sheet__batch=batch, sheet__position=position, number=number
    )


def states(batch):
    """Return the state of each data row in order."""
    rows = StagedRow.objects.filter(sheet__batch=batch, kind="data")
    return list(rows.order_by("sheet__position", "number").values_list("state", flat=True))
