"""Runs one heavy operation in this process and prints what it took as one line of JSON."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from bench.operations.files import Timed, operations
from bench.operations.worker import after_many_pages
from bench.web import queries_of


class Command(BaseCommand):
    help = "Runs one heavy operation of the bench in a process of its own."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("operation")

    def handle(self, *args: Any, **options: Any) -> None:
        known = {**operations(), "worker": after_many_pages}
        results: list[Timed] = []

        def once() -> int:
            results.append(known[options["operation"]]())
            return 0

        queries = queries_of(once)
        seconds, made = results[0]
        self.stdout.write(json.dumps({"ms": seconds * 1000, "queries": queries, "bytes": made}))
