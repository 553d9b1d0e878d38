"""`manage.py backup FOLDER`: the whole site, provably."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from khuyencong.config.backup import Unequal, back_up


class Command(BaseCommand):
    help = "Writes database, files and their sums into a new folder inside FOLDER."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder, **options):
        try:
            self.stdout.write(f"Đã sao lưu vào {back_up(folder)}")
        except Unequal as found:
            raise CommandError(f"Không sao lưu được. {found}") from found
