"""Legal forms, trades of NĐ 45/2012 Điều 5, product groups, levels and states of an award."""

from django.db import models


class Origin(models.TextChoices):
    """Whether a row records something published, or was made by working with the system."""

    RECORDED = "recorded", "ghi lại từ nguồn đã công bố"
    RUN = "run", "lập trên hệ thống"


class EvidenceKind(models.TextChoices):
    """What a paper of an establishment is."""

    LICENCE = "licence", "đăng ký kinh doanh, doanh nghiệp, hợp tác xã"
    FOOD_SAFETY = "food_safety", "đủ điều kiện an toàn thực phẩm"
    ENVIRONMENT = "environment", "hồ sơ môi trường"
    FIRE_SAFETY = "fire_safety", "phòng cháy, chữa cháy"
    ISO = "iso", "ISO"
    HACCP = "haccp", "HACCP"
    OCOP = "ocop", "OCOP"
    QUALITY = "quality", "công bố, chứng nhận chất lượng"
    TRADEMARK = "trademark", "nhãn hiệu, chỉ dẫn địa lý"
    LAND = "land", "đất đai, thuê mặt bằng"
    PHOTO = "photo", "ảnh cơ sở, sản phẩm, máy"
    OTHER = "other", "giấy tờ khác"


class LegalForm(models.TextChoices):
    """The form under which an establishment exists; the words are those of the published lists."""

    COOPERATIVE = "cooperative", "hợp tác xã"
    COOPERATIVE_UNION = "cooperative_union", "liên hiệp hợp tác xã"
    COOPERATIVE_GROUP = "cooperative_group", "tổ hợp tác"
    BUSINESS_HOUSEHOLD = "business_household", "hộ kinh doanh"
    LIMITED_COMPANY = "limited_company", "công ty TNHH"
    JOINT_STOCK_COMPANY = "joint_stock_company", "công ty cổ phần"
    PARTNERSHIP = "partnership", "công ty hợp danh"
    PRIVATE_ENTERPRISE = "private_enterprise", "doanh nghiệp tư nhân"
    COMPANY = "company", "công ty (không rõ loại hình)"
    OTHER_ENTERPRISE = "other_enterprise", "doanh nghiệp khác"
    PRODUCTION_SITE = "production_site", "cơ sở sản xuất"
    CRAFT_VILLAGE = "craft_village", "làng nghề"
    UNKNOWN = "unknown", "không rõ"


ENTERPRISES = frozenset(
    {
        LegalForm.LIMITED_COMPANY,
        LegalForm.JOINT_STOCK_COMPANY,
        LegalForm.PARTNERSHIP,
        LegalForm.PRIVATE_ENTERPRISE,
        LegalForm.COMPANY,
        LegalForm.OTHER_ENTERPRISE,
    }
)


class Trade(models.TextChoices):
    """The points of NĐ 45/2012 Điều 5, the trades that NĐ 235/2025 added, and what is in neither."""

    AGRO_PROCESSING = "agro_processing", "chế biến nông, lâm, thủy sản và thực phẩm"
    CONSUMER_GOODS = "consumer_goods", "hàng tiêu dùng, xuất khẩu, thay thế nhập khẩu"
    CHEMICALS_MATERIALS = "chemicals_materials", "hóa chất phục vụ nông nghiệp, vật liệu xây dựng"
    MECHANICS = "mechanics", "cơ khí, điện, điện tử - tin học, công nghiệp hỗ trợ"
    HANDICRAFTS = "handicrafts", "tiểu thủ công nghiệp"
    MINING = "mining", "khai thác, chế biến khoáng sản"
    CLEANER_PRODUCTION = "cleaner_production", "sản xuất sạch hơn, xử lý ô nhiễm môi trường"
    GREEN_HIGH_TECH = (
        "green_high_tech",
        "công nghệ cao, công nghiệp sạch, môi trường, tiết kiệm năng lượng",
    )
    OTHER = "other", "ngành nghề khác"
    UNKNOWN = "unknown", "chưa rõ"


class ProductGroup(models.TextChoices):
    """The four groups of the selection (TT 26/2014/TT-BCT)."""

    HANDICRAFT = "1", "thủ công mỹ nghệ"
    AGRO_FOOD = "2", "chế biến nông, lâm, thủy sản và thực phẩm"
    MACHINERY = "3", "thiết bị, máy móc, dụng cụ và phụ tùng cơ khí"
    OTHER = "4", "sản phẩm khác"


class AwardLevel(models.TextChoices):
    """The levels of the selection, lowest first; the district one ended on 2025-07-01."""

    COMMUNE = "commune", "cấp xã"
    DISTRICT = "district", "cấp huyện"
    PROVINCE = "province", "cấp tỉnh"
    REGION = "region", "cấp khu vực"
    NATIONAL = "national", "cấp quốc gia"
    UNKNOWN = "unknown", "không rõ cấp"


# From the lowest level to the highest; the district stood where the commune stands now.
LADDER = (
    AwardLevel.COMMUNE,
    AwardLevel.DISTRICT,
    AwardLevel.PROVINCE,
    AwardLevel.REGION,
    AwardLevel.NATIONAL,
)


class AwardStatus(models.TextChoices):
    """How far a product came in a selection."""

    RECOGNISED = "recognised", "được công nhận"
    PROPOSED = "proposed", "đề nghị công nhận"
    ENTERED = "entered", "tham gia, chưa rõ kết quả"
    UNKNOWN = "unknown", "không rõ"


class SupportSource(models.TextChoices):
    """Which state money a support came from."""

    NATIONAL = "national", "khuyến công quốc gia"
    LOCAL = "local", "khuyến công địa phương"
    OTHER = "other", "chương trình khác của Nhà nước"


class Verdict(models.TextChoices):
    """What people decided about two records that may be one."""

    OPEN = "open", "chưa kết luận"
    DIFFERENT = "different", "không trùng"
    MERGED = "merged", "đã gộp"
