"""What the log says about the register."""

from khuyencong.audit.events import declare

REGISTERED = declare("establishments.registered", "{actor} ghi cơ sở {subject} vào danh sách")
EDITED = declare("establishments.edited", "{actor} sửa thông tin cơ sở {subject}")
IMPORTED = declare("establishments.imported", "{actor} ghi {count} cơ sở vào danh sách một lượt")
PRODUCT_ADDED = declare(
    "establishments.product_added", "{actor} thêm sản phẩm {product} của {subject}"
)
PRODUCT_EDITED = declare(
    "establishments.product_edited", "{actor} sửa sản phẩm {product} của {subject}"
)
PRODUCTS_IMPORTED = declare(
    "establishments.products_imported", "{actor} ghi {count} kết quả bình chọn sản phẩm một lượt"
)
AWARD_RECORDED = declare(
    "establishments.award_recorded", "{actor} ghi kết quả {award} của sản phẩm {product}, {subject}"
)
EVIDENCE_KEPT = declare(
    "establishments.evidence_kept", "{actor} cất {paper} vào kho giấy tờ của {subject}"
)
EVIDENCE_REMOVED = declare(
    "establishments.evidence_removed", "{actor} rút {paper} khỏi kho giấy tờ của {subject}"
)
SUPPORT_RECORDED = declare(
    "establishments.support_recorded", "{actor} ghi hỗ trợ đã nhận của {subject}: {item}"
)
SUPPORT_WITHDRAWN = declare(
    "establishments.support_withdrawn", "{actor} rút lại hỗ trợ đã ghi cho {subject}: {item}"
)
CRAFT_VILLAGE_RECORDED = declare(
    "establishments.craft_village_recorded", "{actor} ghi làng nghề được công nhận {subject}"
)
CRAFT_VILLAGE_WITHDRAWN = declare(
    "establishments.craft_village_withdrawn", "{actor} ghi thu hồi công nhận làng nghề {subject}"
)
MEMBERSHIP_GRANTED = declare(
    "establishments.membership_granted", "{actor} cho {person} theo dõi hồ sơ của {subject}"
)
MEMBERSHIP_ENDED = declare(
    "establishments.membership_ended", "{actor} thôi cho {person} theo dõi hồ sơ của {subject}"
)
TOLD_APART = declare("establishments.told_apart", "{actor} ghi nhận {subject} không trùng {other}")
MERGED = declare("establishments.merged", "{actor} gộp {other} vào {subject}")
ABSORBED = declare("establishments.absorbed", "{actor} gộp {subject} vào {other}")
UNMERGED = declare("establishments.unmerged", "{actor} gỡ gộp {subject} và {other}")
TRADE_SET = declare(
    "establishments.trade_set", "{actor} ghi ngành nghề “{value}” cho {count} cơ sở một lượt"
)
COMMUNE_SET = declare(
    "establishments.commune_set", "{actor} xếp {count} cơ sở vào {value} một lượt"
)
MANY_RESTORED = declare(
    "establishments.many_restored", "{actor} hoàn tác việc vừa ghi hàng loạt cho {count} cơ sở"
)
AWARDS_FORGOTTEN = declare(
    "establishments.awards_forgotten", "{actor} rút {count} kết quả bình chọn đã ghi từ danh sách"
)
PRODUCTS_FORGOTTEN = declare(
    "establishments.products_forgotten", "{actor} rút {count} sản phẩm đã ghi từ danh sách"
)
FORGOTTEN = declare("establishments.forgotten", "{actor} rút {count} cơ sở đã ghi từ danh sách")
