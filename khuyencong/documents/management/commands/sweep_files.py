"""`manage.py sweep_files`: remove bytes that belong to no record."""

from django.core.management.base import BaseCommand

from khuyencong.documents.services import sweep


class Command(BaseCommand):
    help = "Remove stored bytes that no record names (left by a crash between file and row)."

    def handle(self, *args, **options):
        self.stdout.write(f"Removed {sweep(by=None)} files.")
