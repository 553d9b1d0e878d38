import time

from django.core.management.base import BaseCommand

from khuyencong.jobs.worker import run_next

PAUSE = 0.5


class Command(BaseCommand):
    help = "Works off the queue until it is stopped."

    def handle(self, **options):
        while True:
            if not run_next("worker"):
                time.sleep(PAUSE)
