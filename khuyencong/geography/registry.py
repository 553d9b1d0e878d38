"""What this package shows elsewhere."""

from khuyencong.ui.menu import MENU, MenuItem

MENU.register(MenuItem("Địa bàn", "geography:index", "geo-alt", order=80))
