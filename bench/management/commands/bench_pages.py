"""Answers requests one by one: reads the name of a page, asks it once, writes the milliseconds.

The first line tells what each page costs in queries and bytes, and which heavy operations fit this
country.
"""

import fnmatch
import itertools
import json
import sys
import time
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from bench.operations import files
from bench.operations.pages import Pages
from bench.web import queries_of
from khuyencong.establishments.models import Establishment

WORKER = "worker"


class Command(BaseCommand):
    help = "Asks the pages of the bench as its parent process wishes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--only", default="*", help="names of operations, * for any part")

    def handle(self, *args: Any, **options: Any) -> None:
        self.wanted = options["only"].split(",")
        known = Pages().all()
        works = {code: known[code]() for code in self._chosen(known)}
        costs = {code: (queries_of(w[0]), w[0]()) for code, w in works.items()}
        self._tell({"pages": costs, "alone": self._alone()})
        turns = {code: itertools.cycle(variants) for code, variants in works.items()}
        for line in sys.stdin:
            work = next(turns[line.strip()])
            begin = time.perf_counter()
            work()
            self._tell((time.perf_counter() - begin) * 1000)

    def _alone(self) -> list[str]:
        count = Establishment.objects.count()
        known = [c for c in files.operations() if int(c.rpartition(".")[2]) <= count]
        return self._chosen([*known, WORKER])

    def _chosen(self, known: Iterable[str]) -> list[str]:
        return [c for c in known if any(fnmatch.fnmatch(c, wish) for wish in self.wanted)]

    def _tell(self, told: Any) -> None:
        self.stdout.write(json.dumps(told))
        self.stdout.flush()
