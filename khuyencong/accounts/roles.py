"""Roles as readable objects: what each may do, where it is held and how far it carries.

One entry here gives the role to the assignment form, the roles page, the permission check and the
scope of every list.
"""

from dataclasses import dataclass, field

from khuyencong.accounts.enums import OrganisationKind as Kind
from khuyencong.accounts.enums import Reach
from khuyencong.core.registry import Registry

# Every permission with what it lets a person do; a role may name these alone.
PERMISSIONS = {
    "norms.view": "xem định mức và căn cứ pháp lý",
    "norms.enter": "nhập định mức, trình tự của tỉnh",
    "norms.confirm": "xác nhận định mức do người khác nhập",
    "accounts.manage": "quản trị người dùng và tổ chức",
    "establishments.view": "xem cơ sở công nghiệp nông thôn",
    "establishments.edit": "lập và sửa hồ sơ cơ sở",
    "budget.view": "xem nguồn kinh phí và sổ",
    "budget.appropriate": "ghi dự toán được giao",
    "schemes.view": "xem đề án",
    "schemes.write": "soạn và nộp đề án",
    "schemes.assign": "phân công người phụ trách đề án",
    "schemes.appraise": "thẩm định đề án",
    "schemes.plan": "lập đợt kế hoạch",
    "schemes.approve": "phê duyệt kế hoạch",
    "schemes.contract": "lập hợp đồng",
    "schemes.follow": "ghi tiến độ",
    "schemes.pay": "ghi tạm ứng, thanh toán",
    "schemes.accept": "nghiệm thu",
    "schemes.settle": "quyết toán",
    "schemes.close": "đóng hồ sơ đề án",
    "schemes.stop": "ngừng triển khai đề án",
    "schemes.correct": "đính chính",
    "schemes.take_over": "tiếp nhận đề án đang thực hiện",
    "reports.view": "xem báo cáo",
    "reports.declare": "ghi số liệu đã công bố",
    "importing.load": "nhập danh sách từ tệp Excel",
    "audit.view": "xem nhật ký",
    "jobs.administer": "xem mọi việc nền, lỗi của chúng và thư đi",
}
# What stays with the person when they delegate: nobody manages accounts for somebody else.
NEVER_DELEGATED = frozenset({"accounts.manage"})


@dataclass(frozen=True)
class Role:
    """A role: `reach` says what its holder sees, `acts_in` where they may change things."""

    code: str
    label: str
    description: str
    reach: Reach
    held_in: frozenset[Kind]
    permissions: frozenset[str] = field(default_factory=frozenset)
    acts_in: Reach | None = None  # None: wherever it reaches
    needs_second_factor: bool = False  # what it decides, pays or reads is worth a stolen password

    def __post_init__(self) -> None:
        """Refuse a permission that nobody described."""
        if unknown := self.permissions - PERMISSIONS.keys():
            raise ValueError(f"{self.code} names unknown permissions {sorted(unknown)}")

    def reach_of(self, permission: str) -> Reach:
        """Return how far `permission` carries: looking goes as far as the role, acting may not."""
        is_look = permission.endswith(".view")
        return self.reach if is_look or self.acts_in is None else self.acts_in


_VIEWS = frozenset(p for p in PERMISSIONS if p.endswith(".view")) - {"audit.view"}
_WRITER = _VIEWS | {
    "establishments.edit",
    "schemes.write",
    "schemes.contract",
    "schemes.follow",
    "schemes.correct",
    "schemes.take_over",
    "importing.load",
}
_APPRAISER = _VIEWS | {"schemes.appraise", "schemes.plan", "schemes.accept", "norms.enter"}
_DECIDER = frozenset({"schemes.approve", "schemes.stop", "norms.confirm"})
_SELECTION = frozenset({Kind.COUNCIL})
_PROVINCIAL = frozenset({Kind.COMMITTEE, Kind.DEPARTMENT, Kind.FINANCE, Kind.CENTRE})
_NATIONAL = frozenset({Kind.MINISTRY, Kind.AGENCY})

ROLES: Registry[Role] = Registry(lambda role: role.code)

for _role in (
    Role(
        "officer",
        "Cán bộ khuyến công",
        "Tư vấn cơ sở, soạn và theo dõi đề án, ghi tiến độ, lập hồ sơ và báo cáo.",
        Reach.PROVINCE,
        frozenset({Kind.CENTRE}),
        _WRITER,
        Reach.ORGANISATION,
    ),
    Role(
        "centre_head",
        "Lãnh đạo đơn vị thực hiện",
        "Phân công cán bộ, ký nộp đề án, theo dõi tiến độ và khối lượng việc.",
        Reach.PROVINCE,
        frozenset({Kind.CENTRE}),
        _WRITER | {"schemes.assign"},
        Reach.ORGANISATION,
        needs_second_factor=True,
    ),
    Role(
        "appraiser",
        "Chuyên viên thẩm định",
        "Thẩm định đề án, lập đợt kế hoạch, nghiệm thu cơ sở, nhập định mức của tỉnh.",
        Reach.PROVINCE,
        frozenset({Kind.DEPARTMENT}),
        _APPRAISER,
    ),
    Role(
        "department_leader",
        "Lãnh đạo Sở Công Thương",
        "Phê duyệt kế hoạch khi được phân cấp, quyết định điều chỉnh, ngừng đề án, nghiệm thu.",
        Reach.PROVINCE,
        frozenset({Kind.DEPARTMENT}),
        _APPRAISER | _DECIDER | {"reports.declare", "importing.load"},
        needs_second_factor=True,
    ),
    Role(
        "finance_officer",
        "Chuyên viên Sở Tài chính",
        "Cho ý kiến về dự toán và quyết toán, xác nhận định mức.",
        Reach.PROVINCE,
        frozenset({Kind.FINANCE}),
        _VIEWS | {"norms.confirm"},
    ),
    Role(
        "accountant",
        "Kế toán",
        "Ghi dự toán được giao, tạm ứng, thanh toán, quyết toán và đối chiếu.",
        Reach.PROVINCE,
        frozenset({Kind.CENTRE, Kind.DEPARTMENT}),
        _VIEWS | {"schemes.pay", "schemes.settle", "schemes.close", "budget.appropriate"},
        Reach.ORGANISATION,
        needs_second_factor=True,
    ),
    Role(
        "provincial_leader",
        "Lãnh đạo UBND tỉnh",
        "Phê duyệt kế hoạch khuyến công địa phương và kết quả công nhận.",
        Reach.PROVINCE,
        frozenset({Kind.COMMITTEE}),
        _VIEWS | _DECIDER,
        needs_second_factor=True,
    ),
    Role(
        "agency_officer",
        "Chuyên viên Cục",
        "Theo dõi kế hoạch quốc gia và kết quả của các tỉnh.",
        Reach.COUNTRY,
        frozenset({Kind.AGENCY}),
        _VIEWS,
        needs_second_factor=True,
    ),
    Role(
        "ministry_leader",
        "Lãnh đạo Bộ, Cục",
        "Xem tình hình và kết quả cả nước.",
        Reach.COUNTRY,
        _NATIONAL,
        _VIEWS,
        needs_second_factor=True,
    ),
    Role(
        "juror",
        "Giám khảo",
        "Chấm điểm độc lập các sản phẩm được giao.",
        Reach.OWN,
        _SELECTION,
    ),
    Role(
        "council_secretary",
        "Thư ký hội đồng",
        "Nhận hồ sơ bình chọn, tổng hợp kết quả chấm.",
        Reach.ORGANISATION,
        _SELECTION,
        frozenset({"establishments.view"}),
    ),
    Role(
        "council_chair",
        "Chủ tịch hội đồng",
        "Quyết định kết quả bình chọn.",
        Reach.ORGANISATION,
        _SELECTION,
        frozenset({"establishments.view"}),
        needs_second_factor=True,
    ),
    Role(
        "commune_officer",
        "Cán bộ cấp xã",
        "Giới thiệu cơ sở, xác nhận khối lượng và việc có mặt trên địa bàn xã.",
        Reach.COMMUNE,
        frozenset({Kind.COMMUNE}),
        frozenset({"establishments.view", "norms.view"}),
    ),
    Role(
        "collaborator",
        "Cộng tác viên khuyến công",
        "Giới thiệu cơ sở có nhu cầu trên địa bàn xã.",
        Reach.COMMUNE,
        frozenset({Kind.COMMUNE}),
        frozenset({"establishments.view", "norms.view"}),
    ),
    Role(
        "establishment",
        "Cơ sở công nghiệp nông thôn",
        "Theo dõi đề án và hồ sơ của chính cơ sở mình.",
        Reach.OWN,
        frozenset({Kind.CENTRE, Kind.COMMUNE}),
    ),
    Role(
        "auditor",
        "Thanh tra, kiểm toán",
        "Đọc mọi hồ sơ trong phạm vi và kiểm tra nhật ký.",
        Reach.PROVINCE,
        frozenset({Kind.AUDIT}),
        _VIEWS | {"audit.view"},
        needs_second_factor=True,
    ),
    Role(
        "administrator",
        "Quản trị",
        "Lập, khóa, điều chuyển người dùng; quản lý tổ chức; nhập định mức của tỉnh.",
        Reach.PROVINCE,
        _PROVINCIAL | _NATIONAL,
        frozenset(
            {"accounts.manage", "audit.view", "jobs.administer", "norms.view", "norms.enter"}
        ),
        needs_second_factor=True,
    ),
):
    ROLES.register(_role)

# Who works in an organisation; an establishment's person or a juror is only known there.
STAFF_ROLES = tuple(role.code for role in ROLES if role.reach is not Reach.OWN)
