from django.core.management.base import BaseCommand, CommandError

from khuyencong.core import clock
from khuyencong.core.findings import Refusal
from khuyencong.importing.services import load_sample


class Command(BaseCommand):
    help = "Load the real sample and the demo's people (KC_DEMO=1); again changes nothing."

    def handle(self, *args, **options):
        try:
            counts = load_sample(by=None, on=clock.today())
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Mới nạp: {counts}")
