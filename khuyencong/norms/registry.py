"""The dated law in the menu."""

from khuyencong.norms.rules.access import VIEW
from khuyencong.ui.menu import MENU, MenuItem

MENU.register(
    MenuItem(
        "Định mức",
        "norms:index",
        "book",
        permission=VIEW,
        order=70,
        count_url_name="norms:waiting_count",
    )
)
