"""What happens to the dated law."""

from khuyencong.audit.events import declare

SYNCED = declare(
    "norms.synced", "{actor} cập nhật bảng pháp luật kèm phần mềm: thêm {added}, sửa {changed} dòng"
)
INSTRUMENT_ENTERED = declare("norms.instrument_entered", "{actor} nhập văn bản {subject}")
SCAN_ATTACHED = declare("norms.scan_attached", "{actor} tải bản chụp {name} cho {subject}")
ENTERED = declare("norms.entered", "{actor} nhập {what} ({days}): {subject}")
CONFIRMED = declare("norms.confirmed", "{actor} xác nhận {what} ({days}): {subject}")
WITHDRAWN = declare("norms.withdrawn", "{actor} rút {what} ({days}): {subject}")
