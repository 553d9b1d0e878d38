"""Print a report or write it to a file."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from khuyencong.core.dates import parse_date
from khuyencong.core.periods import Period
from khuyencong.reports.definitions import definitions
from khuyencong.reports.outputs import as_data, as_workbook
from khuyencong.reports.queries import find_place, table_of


class Command(BaseCommand):
    help = "Compute a report of an area or organisation over a period (json or xlsx)."

    def add_arguments(self, parser):
        parser.add_argument("report", choices=sorted(definitions()))
        parser.add_argument("--area", required=True, help="province, organisation or 'Cả nước'")
        parser.add_argument("--from", dest="first", required=True, help="first day, dd/mm/yyyy")
        parser.add_argument("--to", dest="last", required=True, help="last day, dd/mm/yyyy")
        parser.add_argument("--format", choices=("json", "xlsx"), default="json")
        parser.add_argument("--out", help="file to write; without it JSON goes to the screen")

    def handle(self, *args, **options):
        try:
            period = Period(parse_date(options["first"]), parse_date(options["last"]))
        except ValueError as error:
            raise CommandError(str(error)) from error
        place = find_place(options["area"], period.last)
        if place is None:
            raise CommandError(f"Không có địa bàn hay tổ chức nào tên “{options['area']}”.")
        table = table_of(definitions()[options["report"]], place, period)
        if options["format"] == "xlsx":
            self._save(options["out"], as_workbook(table))
        else:
            text = json.dumps(as_data(table), ensure_ascii=False, indent=2)
            self._save(options["out"], text.encode()) if options["out"] else self.stdout.write(text)

    def _save(self, out, content):
        if not out:
            raise CommandError("Cần --out để ghi tệp xlsx.")
        Path(out).write_bytes(content)
        self.stdout.write(f"Đã ghi {out}")
