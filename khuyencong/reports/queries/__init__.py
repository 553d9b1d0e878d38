"""Reads of the reports: published figures, records, and the table made of both."""

from khuyencong.reports.queries.figures import figures_of, figures_visible_to, indicator_units
from khuyencong.reports.queries.places import Place, find_place, places_for
from khuyencong.reports.queries.records import examples_of, records_of
from khuyencong.reports.queries.table import Cell, Row, Table, table_of

__all__ = [
    "Cell",
    "Place",
    "Row",
    "Table",
    "examples_of",
    "figures_of",
    "figures_visible_to",
    "find_place",
    "indicator_units",
    "places_for",
    "records_of",
    "table_of",
]
