"""Builds the database of one factor unless it stands as the code of today would make it."""

import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from bench import databases
from bench.generator.checks import problems
from bench.generator.country import generate


class Command(BaseCommand):
    help = "Builds the country of one factor."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("factor", type=float)

    def handle(self, *args: Any, **options: Any) -> None:
        factor = options["factor"]
        call_command("collectstatic", interactive=False, verbosity=0)
        if databases.is_built(factor):
            call_command("migrate", verbosity=0)
        else:
            self._build(factor)
        with connection.cursor() as cursor:  # what autovacuum does on a server that lives longer
            cursor.execute("VACUUM (ANALYZE)")

    def _build(self, factor: float) -> None:
        begin = time.monotonic()
        self.stderr.write(f"building the country of factor {factor:g}")
        databases.recreate(factor)
        call_command("migrate", verbosity=0)
        census = generate(factor)
        if found := problems(census):
            raise CommandError("The country is not as planned:\n" + "\n".join(found))
        seconds = time.monotonic() - begin
        databases.mark_built(factor, seconds=round(seconds), rows=census.rows)
        self.stderr.write(f"built in {seconds:.0f} s: {dict(census.rows)}")
