"""Workbooks to be read: a list of schemes as an office keeps it, half of it already known."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import xlsxwriter

from bench.databases import ROOT
from bench.generator.plan import Dice, the_plan
from bench.generator.register import SYNTHETIC
from khuyencong.geography.models import AdminUnit
from khuyencong.schemes.models import Scheme

FOLDER = ROOT / "var" / "bench-files"
TITLE = "DANH MỤC ĐỀ ÁN KHUYẾN CÔNG"
HEADER = (
    *("STT", "Mã đề án", "Tên đề án", "Đơn vị thụ hưởng", "Địa điểm thực hiện", "Tỉnh"),
    *("Tổng kinh phí (triệu đồng)", "Hỗ trợ (triệu đồng)", "Đối ứng (triệu đồng)", "Năm"),
)
HEAD_ROW = 2  # below the title and an empty row
MILLION = 1_000_000


def schemes_workbook(rows: int) -> Path:
    """Return a workbook of so many schemes, written at the first call."""
    path = FOLDER / f"schemes-{rows}.xlsx"
    if not path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
            sheet = book.add_worksheet("DA")
            sheet.write(0, 0, TITLE)
            sheet.write_row(HEAD_ROW, 0, HEADER)
            for number, row in enumerate(_rows(rows), start=1):
                sheet.write_row(HEAD_ROW + number, 0, (number, *row))
    return path


def _rows(count: int) -> Iterator[tuple[Any, ...]]:
    """Yield known schemes for one half and new ones for the other."""
    known = list(_known(count // 2))
    yield from known
    dice = Dice(the_plan(), "workbook", count)
    provinces = [u.name for u in AdminUnit.objects.filter(level="province", valid__endswith=None)]
    for number in range(count - len(known)):
        goods = dice.random.choice(list(the_plan().trades.values())).goods
        support = dice.random.randint(4, 30) * 10
        total = support * dice.random.randint(2, 5)
        name = f"Hỗ trợ ứng dụng máy móc sản xuất {dice.random.choice(goods)} {SYNTHETIC}"
        maker, place = f"HTX {dice.person()} số {number} {SYNTHETIC}", dice.random.choice(provinces)
        money = (total, support, total - support)
        yield (f"SYN-W{number:07}", name, maker, place, place, *money, 2024)


def _known(count: int) -> Iterator[tuple[Any, ...]]:
    recorded = Scheme.objects.filter(origin="recorded").order_by("pk")
    related = recorded.select_related("establishment", "province")
    for scheme in related[:count]:
        money = (scheme.total_vnd, scheme.support_vnd, scheme.counterpart_vnd)
        yield (
            scheme.reference,
            scheme.name,
            scheme.beneficiary,
            scheme.place_text,
            scheme.province.name,
            *(amount / MILLION for amount in money),
            scheme.year,
        )
