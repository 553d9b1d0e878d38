"""What pages ask about imports: rows by state, by problem, what they became."""

from collections import Counter
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Count, QuerySet
from django.db.models.expressions import RawSQL

from khuyencong.importing.enums import CLOSED, OPEN, RowState
from khuyencong.importing.models import ImportBatch, ImportSheet, StagedRow


@dataclass(frozen=True)
class Counts:
    """How many rows stand where."""

    by_state: Counter[str]

    def __getattr__(self, name: str) -> int:
        """Return the rows in a state by its code: `counts.clean`."""
        if name not in RowState.values:
            raise AttributeError(name)
        return self.by_state[name]

    @property
    def data(self) -> int:
        """Rows that hold data."""
        return sum(self.by_state.values()) - self.by_state[RowState.SKIPPED]

    @property
    def open(self) -> int:
        """Rows that somebody has to look at."""
        return sum(self.by_state[state] for state in OPEN)


def counts_of(batch: ImportBatch) -> Counts:
    """Return how many rows of the import stand where."""
    return Counts(_count(StagedRow.objects.filter(sheet__batch=batch)))


def counts_by_sheet(batch: ImportBatch) -> dict[int, Counts]:
    """Return the same for each table."""
    rows = StagedRow.objects.filter(sheet__batch=batch).order_by()
    found: dict[int, Counter[str]] = {sheet.pk: Counter() for sheet in batch.sheets.all()}
    for sheet, state, count in rows.values_list("sheet", "state").annotate(n=Count("pk")):
        found[sheet][state] += count
    return {sheet: Counts(counter) for sheet, counter in found.items()}


def problems_of(sheet: ImportSheet) -> list[tuple[str, int]]:
    """Return each problem of a table by its code, and in how many rows it is still to be seen."""
    rows = StagedRow.objects.filter(sheet=sheet).exclude(state__in=CLOSED).order_by()
    codes = rows.annotate(code=RawSQL("unnest(codes)", ())).values_list("code")
    return [(code, count) for code, count in codes.annotate(n=Count("pk")).order_by("-n", "code")]


def made_counts(batch: ImportBatch) -> list[tuple[str, int]]:
    """Return how many records the import made, by their word."""
    rows = StagedRow.objects.filter(sheet__batch=batch).exclude(made=[]).order_by()
    told = rows.annotate(label=RawSQL("jsonb_array_elements(made) ->> 0", ()))
    counted = Counter(dict(told.values_list("label").annotate(n=Count("pk"))))
    return [(str(apps.get_model(label)._meta.verbose_name), n) for label, n in counted.items()]


def _count(rows: QuerySet[StagedRow]) -> Counter[str]:
    counted = rows.order_by().values_list("state").annotate(n=Count("pk"))
    return Counter(dict(counted))
