import datetime as dt
import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from khuyencong.core import clock
from khuyencong.core.findings import Refusal
from khuyencong.importing.enums import RowState
from khuyencong.importing.reading import ReadCell, Reading, RowKind, read_workbook
from khuyencong.importing.services import import_file


class Command(BaseCommand):
    help = (
        "Read the lists in a workbook (.xlsx) and take the clean rows in; --dry-run only reads,"
        " --json writes every cell as stored and understood."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="read only, take nothing in")
        parser.add_argument("--json", type=Path, help="where to write the cells")

    def handle(self, *args, **options):
        try:
            reading = read_workbook(options["file"])
        except (Refusal, OSError) as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["json"]:
            write_cells(reading, options["json"])
        for sheet in reading.sheets:
            rows = sum(1 for _ in sheet.data())
            self.stdout.write(f"{sheet.name}: {sheet.kind}, {rows} dòng dữ liệu")
        for note in reading.notes:
            self.stdout.write(note)
        if not options["dry_run"]:
            self._take_in(options["file"])

    def _take_in(self, path):
        """Take the clean rows in; the others stay staged for people to look at."""
        try:
            done = import_file(path=path, by=None, on=clock.today())
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        if not done.is_new:
            self.stdout.write("Tệp này đã nhập trước đây, không có gì thay đổi.")
        for state, count in sorted(done.rows.items()):
            self.stdout.write(f"{RowState(state).label}: {count} dòng")


def write_cells(reading: Reading, place: Path) -> None:
    """Write the cells one by one, so that a long list needs little memory."""
    with place.open("w", encoding="utf-8") as file:
        for i, cell in enumerate(cells_of(reading)):
            file.write(",\n" if i else "[\n")
            json.dump(cell, file, ensure_ascii=False)
        file.write("\n]\n")


def cells_of(reading):
    for sheet in reading.sheets:
        for row in sheet.rows:
            if row.is_hidden and row.kind is RowKind.DATA:
                yield _hidden(sheet.name, row.number)
            for cell in row.cells.values():
                yield _as_said(sheet.name, cell)


def _hidden(sheet, number):
    place = f"{number}:{number}"
    said = {"sheet": sheet, "cell": place, "field": "hidden_row", "stored": ""}
    return said | {"value": "vẫn là dữ liệu", "problems": []}


def _as_said(sheet: str, cell: ReadCell) -> dict[str, object]:
    value = cell.value
    if isinstance(value, dt.date):
        value = value.isoformat()
    return {
        "sheet": sheet,
        "cell": cell.cell,
        "field": cell.field,
        "stored": cell.stored,
        "value": "" if value is None else str(value),
        "healed": list(cell.healed),
        "problems": [f"{problem.sentence} {problem.cure}".strip() for problem in cell.problems],
    }
