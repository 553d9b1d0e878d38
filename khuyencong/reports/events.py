"""What the history tells about reports."""

from khuyencong.audit.events import declare

FIGURES_DECLARED = declare(
    "reports.figures_declared", "{actor} ghi {count} số liệu công bố từ {source}"
)
