"""Two further layouts, written apart from the reader and shown to it last."""

from openpyxl import Workbook

from tests.importing.layouts.legacy import can_be_tcvn3, tcvn3
from tests.importing.layouts.paper import Sheet, Written, new_book, plain, real_rows
from tests.importing.layouts.shown import grouped

INDICATORS = {
    "schemes_count": "Số đề án",
    "support_budget": "Kinh phí hỗ trợ",
    "national_budget": "Khuyến công quốc gia",
    "local_budget": "Khuyến công địa phương",
    "counterpart_budget": "Vốn đối ứng của cơ sở",
    "labourers_trained": "Số lao động được đào tạo (người)",
}


def _by_place_and_period() -> dict[tuple[str, str], dict[str, str]]:
    """Return the published figures of places and years of which at least two are known."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for row in real_rows("province_reports"):
        plain_period = row["period_raw"].replace("-", "").isdigit()
        if row["geo_level"] == "province" and row["indicator"] in INDICATORS and plain_period:
            known = found.setdefault((row["province_published"], row["period_raw"]), {})
            known.setdefault(row["indicator"], row["value"])
    return {k: v for k, v in found.items() if len(v) >= 2}


def by_province() -> tuple[Workbook, list]:
    """Results by province and period over three header rows, as a ministry collects them."""
    book = new_book()
    sheet = Sheet(book, "Tổng hợp", ("stt", "province", "period", *INDICATORS))
    sheet.line("BỘ CÔNG THƯƠNG")
    sheet.line("CỤC CÔNG THƯƠNG ĐỊA PHƯƠNG")
    sheet.line()
    sheet.line("TỔNG HỢP KẾT QUẢ KHUYẾN CÔNG CÁC TỈNH, THÀNH PHỐ")
    sheet.line("(Số liệu do các Sở Công Thương báo cáo)")
    sheet.line("TT", "Địa phương", "Giai đoạn", "Kết quả", "Kinh phí (triệu đồng)")
    sheet.line("", "", "", INDICATORS["schemes_count"], "Kinh phí hỗ trợ", "Trong đó")
    low = sheet.line(*[""] * 5, "Khuyến công quốc gia", "Khuyến công địa phương")
    for column, name in (("H", "counterpart_budget"), ("I", "labourers_trained")):
        sheet.sheet[f"{column}{low - 2}"] = INDICATORS[name]
        sheet.merge(f"{column}{low - 2}", f"{column}{low}")
    for letter in "ABC":
        sheet.merge(f"{letter}{low - 2}", f"{letter}{low}")
    sheet.merge(f"E{low - 2}", f"G{low - 2}")
    sheet.merge(f"D{low - 1}", f"D{low}")
    sheet.merge(f"E{low - 1}", f"E{low}")
    sheet.merge(f"F{low - 1}", f"G{low - 1}")
    several = _by_place_and_period()
    for number, ((province, period), values) in enumerate(several.items(), 1):
        sheet.data(
            Written(number, number),
            plain(province),
            plain(period),
            *(
                Written(grouped(values[code]), values[code]) if code in values else Written("-", "")
                for code in INDICATORS
            ),
        )
    sheet.line("", "Tổng cộng")
    sheet.line()
    sheet.line("Ghi chú: dấu - là địa phương chưa báo cáo.")
    return book, sheet.expected


def products_in_tcvn3() -> tuple[Workbook, list]:
    """Recognised products in TCVN3: year first, the maker before the product, groups as A, B, C."""
    book = new_book()
    fields = ("year", "establishment_name", "product_name", "place", "province", "decision_no")
    sheet = Sheet(book, "SPTB", fields)
    sheet.line(tcvn3("Së C«ng Th\xad¬ng"))
    sheet.line(tcvn3("Danh mục sản phẩm được công nhận tiêu biểu"))
    sheet.line()
    heads = ("Năm công nhận", "Chủ thể sản xuất", "Sản phẩm", "Nơi sản xuất")
    sheet.line(*(tcvn3(h) for h in heads), tcvn3("Tỉnh, thành phố"), tcvn3("Quyết định số"))
    rows = [r for r in real_rows("products") if r["name_lang"] == "vi" and r["year"]]
    texts = ("establishment_name", "product_name", "place_raw", "province_published")
    rows = [r for r in rows if all(can_be_tcvn3(r[t]) for t in texts)]
    for letter, level in (("A", "tỉnh"), ("B", "khu vực"), ("C", "quốc gia")):
        sheet.line(f"{letter}. " + tcvn3(f"Cấp {level}"))
        for row in (r for r in rows if r["level"] == level):
            sheet.data(
                plain(row["year"]),
                *(Written(tcvn3(row[t]) or None, row[t]) for t in texts),
                Written(tcvn3(row["decision_no"]) or None, row["decision_no"]),
            )
    return book, sheet.expected


LATER = (by_province, products_in_tcvn3)
