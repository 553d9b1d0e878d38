"""What reports register elsewhere."""

from khuyencong.ui.menu import MENU, MenuItem

MENU.register(
    MenuItem("Báo cáo", "reports:index", "bar-chart", permission="reports.view", order=50)
)
