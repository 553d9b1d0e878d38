import signal

from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError

from khuyencong.jobs.run import STOPPING
from khuyencong.jobs.worker import work


class Command(BaseCommand):
    help = "Runs jobs, schedules and mail until it is stopped; several may run side by side."

    def add_arguments(self, parser):
        parser.add_argument("--until-empty", action="store_true", help="end with the queue")

    def handle(self, *, until_empty, **options):
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: STOPPING.set())
        try:
            work(until_empty=until_empty)
        except (OperationalError, InterfaceError) as error:
            # The sign of life is gone: a new process begins with a new one.
            raise CommandError(f"The database was lost: {error}") from error
