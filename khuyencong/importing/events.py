"""What the log says about data from outside."""

from khuyencong.audit.events import declare

SAMPLE_LOADED = declare("importing.sample_loaded", "{actor} nạp bộ dữ liệu mẫu: {counts}")
FILE_UPLOADED = declare("importing.file_uploaded", "{actor} tải lên tệp nhập liệu {subject}")
FILE_STAGED = declare("importing.file_staged", "{actor} đọc tệp {subject}: {count} dòng dữ liệu")
FILE_REFUSED = declare("importing.file_refused", "{actor} không đọc được tệp nhập liệu {subject}")
COLUMNS_CONFIRMED = declare(
    "importing.columns_confirmed", "{actor} xác nhận các cột của bảng {sheet} trong tệp {subject}"
)
CELL_FIXED = declare(
    "importing.cell_fixed", "{actor} sửa ô {cell} của bảng {sheet} trong tệp {subject}"
)
ROWS_CHOSEN = declare(
    "importing.rows_chosen", "{actor} quyết định {count} dòng của tệp {subject}: {what}"
)
ACCEPTING_ORDERED = declare(
    "importing.accepting_ordered", "{actor} cho nhận {count} dòng của tệp {subject}"
)
ROWS_ACCEPTED = declare(
    "importing.rows_accepted", "{actor} nhận {count} dòng của tệp {subject}: {what}"
)
UNDOING_ORDERED = declare(
    "importing.undoing_ordered", "{actor} cho hoàn tác việc nhập tệp {subject}"
)
IMPORT_UNDONE = declare(
    "importing.import_undone", "{actor} hoàn tác việc nhập tệp {subject}, còn lại {left} bản ghi"
)
