"""A report as plain data: every figure with its basis, its records and its sources."""

from decimal import Decimal
from typing import Any

from khuyencong.reports.models import DeclaredFigure
from khuyencong.reports.queries import Cell, Table

MILLION = 1_000_000


def as_data(table: Table) -> dict[str, Any]:
    """Return the report as JSON types, one row an indicator; money is triệu đồng, `…_vnd` đồng."""
    return {
        "report": table.definition.code,
        "title": table.definition.title,
        "legal": table.definition.legal,
        "area": table.place.title,
        "from": table.period.first.isoformat(),
        "to": table.period.last.isoformat(),
        "records_since": table.since.isoformat() if table.since else None,
        "rows": [
            {"group": row.group.title, **_cell(cell)} for row in table.rows for cell in row.cells
        ],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    indicator, records = cell.indicator, cell.indicator.records
    return {
        "code": indicator.code,
        "label": indicator.label,
        "unit": indicator.unit,
        "value": _number(cell.value),
        "value_vnd": _vnd(cell.value) if indicator.is_money else None,
        "is_declared": cell.is_declared,
        "is_conflict": cell.is_conflict,
        "is_partial": cell.is_partial,
        "told": cell.told,
        "qualifiers": list(cell.qualifiers),
        "declared": _number(cell.choice.value),
        "computed": _number(cell.counted.value) if cell.counted else None,
        "records": cell.counted.records if cell.counted else 0,
        "basis": records.basis.value if records else None,
        "money": records.money.value if records and records.money else None,
        "counts": records.counts.value if records else None,
        "sources": [_figure(f) for f in cell.used],
        "beside": [_figure(f) for f in cell.beside],
    }


def _figure(figure: DeclaredFigure) -> dict[str, Any]:
    return {
        "reference": figure.reference,
        "label": figure.label,
        "from": figure.first_on.isoformat() if figure.first_on else None,
        "to": figure.last_on.isoformat() if figure.last_on else None,
        "period": figure.period_text,
        "value": _number(figure.value),
        "qualifier": figure.qualifier,
        "note": figure.note,
        "source_title": figure.source_title,
        "source_url": figure.source_url,
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _vnd(value: Decimal | None) -> int | None:
    return None if value is None else int(value * MILLION)
