"""Changing the dated law: the sync of what ships, and what a province enters and confirms."""

from khuyencong.norms.services.documents import MOST_BYTES, attach_scan, enter_instrument
from khuyencong.norms.services.rows import confirm_row, enter_row, withdraw_row
from khuyencong.norms.services.sync import sync

__all__ = [
    "MOST_BYTES",
    "attach_scan",
    "confirm_row",
    "enter_instrument",
    "enter_row",
    "sync",
    "withdraw_row",
]
