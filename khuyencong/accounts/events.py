"""What happens to people and organisations, each with its sentence in the log."""

from khuyencong.audit.events import declare

PERSON_CREATED = declare("accounts.person_created", "{actor} lập tài khoản cho {subject}")
PERSON_EDITED = declare("accounts.person_edited", "{actor} sửa thông tin của {subject}")
PERSON_LOCKED = declare("accounts.person_locked", "{actor} khóa tài khoản của {subject}")
PERSON_UNLOCKED = declare("accounts.person_unlocked", "{actor} mở khóa tài khoản của {subject}")
PERSON_MOVED = declare(
    "accounts.person_moved", "{actor} điều chuyển {subject} sang {place}, vai trò {role}"
)
PASSWORD_RESET = declare(
    "accounts.password_reset", "{actor} cấp mật khẩu dùng một lần cho {subject}"
)
PASSWORD_CHANGED = declare("accounts.password_changed", "{actor} đổi mật khẩu của mình")
KEY_ADDED = declare("accounts.key_added", "{actor} thêm {key} để đăng nhập")
KEY_REMOVED = declare("accounts.key_removed", "{actor} bỏ {key} đã dùng để đăng nhập")
CODES_RENEWED = declare("accounts.codes_renewed", "{actor} lấy bộ mã dự phòng mới")
SECOND_FACTOR_RESET = declare(
    "accounts.second_factor_reset", "{actor} gỡ khóa và mã đăng nhập của {subject}"
)
IDENTITY_LINKED = declare(
    "accounts.identity_linked", "{actor} đăng nhập lần đầu bằng tài khoản định danh"
)
SESSIONS_ENDED = declare("accounts.sessions_ended", "{actor} kết thúc {count} phiên đăng nhập khác")
ROLE_ASSIGNED = declare(
    "accounts.role_assigned", "{actor} giao cho {subject} vai trò {role} tại {place}"
)
ROLE_ENDED = declare("accounts.role_ended", "{actor} cho {subject} thôi vai trò {role} tại {place}")
DELEGATED = declare(
    "accounts.delegated", "{actor} ghi việc {subject} giao {taker} ký {capacity} tại {place}"
)
DELEGATION_ENDED = declare(
    "accounts.delegation_ended", "{actor} kết thúc việc {taker} ký {capacity} {subject} tại {place}"
)
HANDED_OVER = declare(
    "accounts.handed_over", "{actor} bàn giao việc của {subject} cho {taker}: {summary}"
)
ORGANISATION_CREATED = declare("accounts.organisation_created", "{actor} lập tổ chức {subject}")
ORGANISATION_EDITED = declare("accounts.organisation_edited", "{actor} sửa tổ chức {subject}")
ORGANISATION_RENAMED = declare(
    "accounts.organisation_renamed", "{actor} ghi tên mới của {former}: {subject}"
)
ORGANISATION_CLOSED = declare(
    "accounts.organisation_closed", "{actor} ghi việc {subject} kết thúc hoạt động"
)
POWER_GRANTED = declare("accounts.power_granted", "{actor} ghi thẩm quyền của {subject}: {power}")
POWER_ENDED = declare("accounts.power_ended", "{actor} ghi việc {subject} thôi thẩm quyền: {power}")
DEMO_LOADED = declare(
    "accounts.demo_loaded", "{actor} nạp {count} người dùng thử cùng tổ chức của họ"
)
