"""What the log says about data from outside."""

from khuyencong.audit.events import declare

SAMPLE_LOADED = declare("importing.sample_loaded", "{actor} nạp bộ dữ liệu mẫu: {counts}")
