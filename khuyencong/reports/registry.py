"""What reports register elsewhere."""

from khuyencong.audit.registry import ROW_HISTORIES, RowHistory, among
from khuyencong.reports.models import DeclaredFigure
from khuyencong.reports.queries import figures_visible_to
from khuyencong.ui.menu import MENU, MenuItem

MENU.register(
    MenuItem("Báo cáo", "reports:index", "bar-chart", permission="reports.view", order=50)
)
ROW_HISTORIES.register(RowHistory("so-lieu", DeclaredFigure, among(figures_visible_to)))
