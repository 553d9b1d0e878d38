"""What the history tells about reports."""

from khuyencong.audit.events import declare

FIGURES_DECLARED = declare(
    "reports.figures_declared", "{actor} ghi {count} số liệu công bố từ {source}"
)
FIGURES_FORGOTTEN = declare(
    "reports.figures_forgotten", "{actor} rút {count} số liệu công bố đã nhập từ danh sách"
)
