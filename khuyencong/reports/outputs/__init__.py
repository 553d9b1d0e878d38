"""A report outside the page: data for programs, a workbook for offices."""

from khuyencong.reports.outputs.data import as_data
from khuyencong.reports.outputs.workbook import as_workbook

__all__ = ["as_data", "as_workbook"]
