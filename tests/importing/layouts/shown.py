"""Four layouts as offices keep them, filled with the real rows of the sample."""

import datetime as dt
from decimal import Decimal

from openpyxl import Workbook

from tests.importing.layouts.legacy import vni
from tests.importing.layouts.paper import Sheet, Written, new_book, plain, real_rows

SHORT = (
    ("Công ty cổ phần", "Cty CP"),
    ("Công ty TNHH", "Cty TNHH"),
    ("Hợp tác xã", "HTX"),
    ("Hộ kinh doanh", "HKD"),
)
SHORT_PLACES = (("huyện ", "H. "), ("xã ", "X. "), ("thị trấn ", "TT. "))


def shortened(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    for long, short in pairs:
        text = text.replace(long, short)
    return text


def grouped(million: str) -> str:
    """Return 2309.5 as officers type it: 2.309,5."""
    whole, _, part = million.partition(".")
    return f"{int(whole):,}".replace(",", ".") + (f",{part}" if part else "")


def in_dong(million: str) -> Written:
    return Written(int(Decimal(million) * 1_000_000), million) if million else plain("")


def day_or_year(text: str) -> Written:
    """Return a day as Excel keeps it, a bare year as a number, nothing else."""
    if len(text) == 10:
        return Written(dt.date.fromisoformat(text), text)
    return Written(int(text), text) if text.isdigit() else plain("")


def _head_in_dong(sheet: Sheet) -> None:
    """Write titles and a head of two rows, the unit standing above it."""
    sheet.line("TRUNG TÂM KHUYẾN CÔNG")
    sheet.line()
    sheet.line("SỔ THEO DÕI CÁC ĐỀ ÁN ĐÃ THỰC HIỆN")
    sheet.line("", "", "", "", "", "", "", "", "Đơn vị tính: đồng")
    sheet.line("Số TT", "Cơ sở được hỗ trợ", "Nội dung thực hiện", "Địa bàn", "", "Vốn thực hiện")
    top = sheet.line(
        *["", "", "", "Xã, huyện", "Tỉnh/TP", "Tổng mức đầu tư", "Ngân sách hỗ trợ"],
        *["Vốn của cơ sở", "Kết quả"],
    )
    for letter in "ABC":
        sheet.merge(f"{letter}{top - 1}", f"{letter}{top}")
    sheet.merge(f"D{top - 1}", f"E{top - 1}")
    sheet.merge(f"F{top - 1}", f"H{top - 1}")


def by_year_in_dong() -> tuple[Workbook, list]:
    """A register of schemes, grouped by year, all money in đồng as numbers, sums below."""
    book = new_book()
    fields = ("stt", "establishment_name", "scheme_name", "place", "province", "total_million")
    fields += ("support_million", "counterpart_million", "status")
    sheet = Sheet(book, "Theo doi", fields)
    _head_in_dong(sheet)
    rows = [r for r in real_rows("schemes") if r["support_million"] and r["year"].isdigit()]
    number = 0
    for year in sorted({r["year"] for r in rows}):
        sheet.line("", f"Năm {year}")
        first = sheet.row + 1
        for row in (r for r in rows if r["year"] == year):
            number += 1
            sheet.data(
                Written(number, number),
                plain(row["establishment_name"]),
                plain(row["scheme_name"]),
                plain(row["place_raw"]),
                plain(row["province_published"]),
                in_dong(row["total_million"]),
                in_dong(row["support_million"]),
                in_dong(row["counterpart_million"]),
                plain(row["status"]),
            )
        last = sheet.row
        sums = (f"=SUM({c}{first}:{c}{last})" for c in "FGH")
        sheet.line("", "Cộng", "", "", "", *sums)
    sheet.line()
    sheet.line("", "", "", "", "", "", "Người lập biểu")
    return book, sheet.expected


def typed_in_vni() -> tuple[Workbook, list]:
    """An old list typed in VNI, columns the other way round, money as text with its unit."""
    book = new_book()
    fields = ("stt", "year", "support_million", "establishment_name", "scheme_name", "province")
    sheet = Sheet(book, "DS", (*fields, "decision", ""))
    sheet.line(vni("BÁO CÁO KẾT QUẢ HOẠT ĐỘNG KHUYẾN CÔNG"))
    sheet.line()
    heads = ("TT", "Năm thực hiện", "Kinh phí khuyến công", "Tên cơ sở CNNT", "Tên đề án", "Tỉnh")
    sheet.line(*(vni(h) for h in heads), vni("Quyết định phê duyệt (số, ngày)"), vni("Ghi chú"))
    rows = [r for r in real_rows("schemes") if r["support_million"]][:60]
    for number, row in enumerate(rows, 1):
        unit = " trđ" if number % 3 else " triệu đồng"
        told = row["decision_no"] and row["decision_date"]
        day = "/".join(reversed(row["decision_date"].split("-")))
        sheet.data(
            Written(str(number), number),
            plain(row["year"]),
            Written(vni(grouped(row["support_million"]) + unit), row["support_million"]),
            Written(vni(row["establishment_name"]) or None, row["establishment_name"]),
            Written(vni(row["scheme_name"]), row["scheme_name"]),
            Written(vni(row["province_published"]), row["province_published"]),
            Written(
                vni(f"{row['decision_no']} ngày {day}"),
                f"{row['decision_no']}|{row['decision_date']}",
            )
            if told
            else plain(""),
            plain(""),
        )
    sheet.line("", "", "", vni("Tổng cộng"), vni(f"{len(rows)} đề án"))
    return book, sheet.expected


def directory() -> tuple[Workbook, list]:
    """A directory of establishments under shortened words, one sheet after a sheet of notes."""
    book = new_book()
    notes = Sheet(book, "Hướng dẫn", ())
    notes.line("Danh bạ cơ sở công nghiệp nông thôn dùng nội bộ.")
    notes.line("Mọi thắc mắc xin liên hệ phòng Quản lý công nghiệp.")
    fields = ("stt", "trade", "establishment_name", "legal_form", "place", "province")
    sheet = Sheet(book, "Danh bạ", fields)
    sheet.line("", "DANH BẠ CƠ SỞ CÔNG NGHIỆP NÔNG THÔN")
    sheet.line("TT", "Ngành nghề", "Tên doanh nghiệp, HTX, hộ", "Loại hình", "Địa chỉ", "Tỉnh, TP")
    rows = [r for r in real_rows("establishments") if r["name_lang"] == "vi"]
    for number, row in enumerate(rows, 1):
        starts = any(row["name"].startswith(long) for long, _ in SHORT[:2] + SHORT[3:])
        name = shortened(row["name"], SHORT[:2] + SHORT[3:]) if starts else row["name"]
        place = row["place_raw"]
        short = shortened(place, SHORT_PLACES) if place.startswith(("huyện ", "xã ")) else place
        sheet.data(
            Written(number, number),
            plain(row["trade_group"]),
            Written(name, row["name"]),
            plain(row["legal_form"]),
            Written(short or None, place),
            plain(row["province_published"]),
        )
    return book, sheet.expected


def fairs() -> tuple[Workbook, list]:
    """A list of fairs whose days are Excel days or bare years; money in nghìn đồng."""
    book = new_book()
    fields = ("stt", "fair_name", "start_date", "end_date", "venue", "province", "booths")
    sheet = Sheet(book, "Hội chợ", (*fields, "exhibitors", "cost_million"))
    sheet.line("DANH SÁCH HỘI CHỢ, TRIỂN LÃM")
    sheet.line(
        *["STT", "Tên hội chợ", "Thời gian", "", "Địa điểm tổ chức", "Tỉnh", "Quy mô", ""],
        "Kinh phí\n(nghìn đồng)",
    )
    top = sheet.line("", "", "Từ ngày", "Đến ngày", "", "", "Số gian hàng", "Số đơn vị tham gia")
    sheet.merge(f"C{top - 1}", f"D{top - 1}")
    sheet.merge(f"G{top - 1}", f"H{top - 1}")
    kept = [r for r in real_rows("fairs") if len(r["start_date"]) in {4, 10}]
    for number, row in enumerate(kept, 1):
        cost = row["cost_million"]
        sheet.data(
            Written(number, number),
            plain(row["fair_name"]),
            day_or_year(row["start_date"]),
            day_or_year(row["end_date"]),
            plain(row["venue"]),
            plain(row["province_published"]),
            plain(row["booths"]),
            plain(row["exhibitors"]),
            Written(grouped(str(int(cost) * 1000)), cost) if cost else plain(""),
        )
    return book, sheet.expected


SHOWN = (by_year_in_dong, typed_in_vni, directory, fairs)
