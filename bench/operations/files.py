"""What takes long: files out and in. Each runs in a process of its own, so that memory tells."""

import csv
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import tablib
import xlsxwriter
from django.db import transaction
from django.http import QueryDict
from python_calamine import CalamineWorkbook

from bench.operations.workbooks import HEAD_ROW, schemes_workbook
from bench.plain.resources import EstablishmentResource, SchemeResource
from khuyencong.accounts.models import User
from khuyencong.core.clock import today
from khuyencong.establishments.lists import ESTABLISHMENTS
from khuyencong.establishments.models import Establishment
from khuyencong.importing.reading import read_workbook
from khuyencong.importing.services import import_file
from khuyencong.ui.export import write_file
from khuyencong.ui.selection import Selection

Timed = tuple[float, int]  # seconds of the work itself, bytes it made
OURS = "syn-agency_officer-trung-uong-0"
BARE = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def selection(rows: int) -> Selection:
    """Return the register as somebody of the whole country asks for it, cut to so many rows."""
    user = User.objects.get(username=OURS)
    asked = Selection(ESTABLISHMENTS, user, QueryDict("cot=*"))
    last = Establishment.objects.order_by("pk").values_list("pk", flat=True)[rows - 1]
    asked.narrowed = asked.narrowed.filter(pk__lte=last)
    return asked


def export(rows: int, file_format: str) -> Timed:
    """Write the product's file."""
    asked = selection(rows)
    with tempfile.TemporaryFile() as file:
        seconds = timed(lambda: write_file(asked, file_format, file))
        return seconds, file.tell()


def bare_xlsx(rows: int) -> Timed:
    """Write the same cells with XlsxWriter alone, all of them at hand before."""
    asked = selection(rows)
    values = list(asked.values())
    with tempfile.TemporaryFile() as file:
        seconds = timed(lambda: _bare_xlsx(values, file))
        return seconds, file.tell()


def _bare_xlsx(rows: Iterable[tuple[Any, ...]], file: Any) -> None:
    with xlsxwriter.Workbook(file, BARE) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            for index, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(number, index, value)
                elif value is not None:
                    sheet.write_number(number, index, value)


def bare_csv(rows: int) -> Timed:
    """Write the same cells with the csv module alone."""
    asked = selection(rows)
    values = list(asked.values())
    with tempfile.TemporaryFile("w+", newline="") as file:
        seconds = timed(lambda: csv.writer(file).writerows(values))
        return seconds, file.tell()


def plain_export(rows: int, file_format: str) -> Timed:
    """Export as many rows with django-import-export."""
    chosen = Establishment.objects.select_related("province").order_by("pk")[:rows]
    made: list[Any] = []
    seconds = timed(lambda: made.append(EstablishmentResource().export(chosen).export(file_format)))
    return seconds, len(made[0])


def read(rows: int) -> Timed:
    """Read a workbook with every doubt, as it comes in."""
    path = schemes_workbook(rows)

    def through() -> None:
        for sheet in read_workbook(path).sheets:
            for _ in sheet.rows:
                pass

    return timed(through), path.stat().st_size


def bare_read(rows: int) -> Timed:
    """Read the same cells with calamine alone."""
    path = schemes_workbook(rows)
    seconds = timed(lambda: CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python())
    return seconds, path.stat().st_size


def take_in(rows: int) -> Timed:
    """Import a workbook: read, checked against what is known, taken in; then all is undone."""
    path = schemes_workbook(rows)
    with transaction.atomic():
        seconds = timed(lambda: import_file(path=path, by=None, on=today()))
        transaction.set_rollback(True)
    return seconds, path.stat().st_size


def plain_import(rows: int) -> Timed:
    """Import the same workbook with django-import-export; then all is undone."""
    path = schemes_workbook(rows)
    with transaction.atomic():
        seconds = timed(lambda: _plain_import(path))
        transaction.set_rollback(True)
    return seconds, path.stat().st_size


def _plain_import(path: Path) -> None:
    sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
    found = list(sheet.iter_rows(min_row=HEAD_ROW + 1, values_only=True))
    SchemeResource().import_data(tablib.Dataset(*found[1:], headers=found[0]))


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def operations() -> Mapping[str, Callable[[], Timed]]:
    """Return every operation by its name."""
    found: dict[str, Callable[[], Timed]] = {}
    for rows in (100_000, 500_000):
        for file_format in ("xlsx", "csv"):
            found[f"export.{file_format}.{rows}"] = partial(export, rows, file_format)
        found[f"limit.xlsx.{rows}"] = partial(bare_xlsx, rows)
    found["limit.csv.100000"] = partial(bare_csv, 100_000)
    for file_format in ("xlsx", "csv"):
        name = f"plain.export.{file_format}.100000"
        found[name] = partial(plain_export, 100_000, file_format)
    found["import.schemes.10000"] = partial(take_in, 10_000)
    found["plain.import.schemes.10000"] = partial(plain_import, 10_000)
    found["read.100000"] = partial(read, 100_000)
    found["limit.read.100000"] = partial(bare_read, 100_000)
    return found
