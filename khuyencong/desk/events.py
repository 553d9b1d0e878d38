"""What the desk tells the log."""

from khuyencong.audit.events import declare

EXPORT_ASKED = declare(
    "desk.export_asked", "{actor} xuất danh sách “{list}”: {count} dòng ({conditions})"
)
