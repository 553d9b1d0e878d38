"""What the file store tells the log."""

from khuyencong.audit.events import declare

STORED = declare("documents.stored", "{actor} tải lên tệp {subject}")
SWEPT = declare("documents.swept", "{actor} dọn {count} tệp không thuộc hồ sơ nào")
