"""Words of the dated law."""

from django.db import models


class Fund(models.TextChoices):
    """The budget that pays the support (NĐ 45/2012 Điều 11-14)."""

    NATIONAL = "national", "khuyến công quốc gia"
    LOCAL = "local", "khuyến công địa phương"


class Certainty(models.TextChoices):
    """Whether the figure was compared with the text of the law."""

    VERIFIED = "verified", "đã đối chiếu văn bản"
    UNVERIFIED = "unverified", "chưa kiểm chứng"


class Origin(models.TextChoices):
    """Where a row comes from."""

    SHIPPED = "shipped", "kèm theo phần mềm"
    SITE = "site", "đơn vị nhập"


class InstrumentKind(models.TextChoices):
    """Form of a legal document."""

    LAW = "law", "Luật"
    DECREE = "decree", "Nghị định"
    PRIME_DECISION = "prime_decision", "Quyết định của Thủ tướng Chính phủ"
    CIRCULAR = "circular", "Thông tư"
    JOINT_CIRCULAR = "joint_circular", "Thông tư liên tịch"
    CONSOLIDATED = "consolidated", "Văn bản hợp nhất"
    RESOLUTION = "resolution", "Nghị quyết"
    DECISION = "decision", "Quyết định"
    DIRECTIVE = "directive", "Chỉ thị"
    CODE = "code", "Bộ luật"


class SupportKind(models.TextChoices):
    """What is supported; a scheme of the same kind takes the ceiling of this code."""

    MACHINERY = "machinery", "Ứng dụng máy móc thiết bị tiên tiến"
    TECHNOLOGY_LINE = "technology_line", "Dây chuyền công nghệ"
    TECHNOLOGY_TRANSFER = "technology_transfer", "Chuyển giao công nghệ"
    DEMONSTRATION_MODEL = "demonstration_model", "Mô hình trình diễn kỹ thuật"
    MULTIPLIED_MODEL = "multiplied_model", "Mô hình đang hoạt động hiệu quả để nhân rộng"
    CLEANER_PRODUCTION_PILOT = "cleaner_production_pilot", "Mô hình thí điểm sản xuất sạch hơn"
    MULTIPLIED_CLEANER_MODEL = "multiplied_cleaner_model", "Mô hình sản xuất sạch hơn để nhân rộng"
    CLEANER_PRODUCTION_ASSESSMENT = (
        "cleaner_production_assessment",
        "Đánh giá sản xuất sạch hơn",
    )
    NEW_ENTERPRISE = "new_enterprise", "Thành lập doanh nghiệp công nghiệp nông thôn"
    VOCATIONAL_TRAINING = "vocational_training", "Đào tạo nghề, truyền nghề"
    MANAGEMENT_COURSE = "management_course", "Tập huấn, hội thảo, nâng cao năng lực quản lý"
    STUDY_VISIT_ABROAD = "study_visit_abroad", "Tham quan, khảo sát ở nước ngoài"
    FAIR_DOMESTIC = "fair_domestic", "Tổ chức hội chợ, triển lãm trong nước"
    FAIR_PARTICIPATION = "fair_participation", "Tham gia hội chợ, triển lãm trong nước"
    FAIR_ABROAD = "fair_abroad", "Hội chợ, triển lãm ở nước ngoài"
    SELECTION_PROVINCE = "selection_province", "Tổ chức bình chọn cấp tỉnh"
    SELECTION_REGION = "selection_region", "Tổ chức bình chọn cấp khu vực"
    SELECTION_NATIONAL = "selection_national", "Tổ chức bình chọn cấp quốc gia"
    PRIZE_PROVINCE = "prize_province", "Thưởng sản phẩm tiêu biểu cấp tỉnh"
    PRIZE_REGION = "prize_region", "Thưởng sản phẩm tiêu biểu cấp khu vực"
    PRIZE_NATIONAL = "prize_national", "Thưởng sản phẩm tiêu biểu cấp quốc gia"
    TRADEMARK = "trademark", "Xây dựng, đăng ký nhãn hiệu"
    SHOWROOM = "showroom", "Phòng trưng bày sản phẩm"
    CONSULTING = "consulting", "Tư vấn cho cơ sở công nghiệp nông thôn"
    MEDIA = "media", "Thông tin, tuyên truyền"
    ASSOCIATION_REGION = "association_region", "Thành lập hội, hiệp hội cấp vùng"
    ASSOCIATION_NATIONAL = "association_national", "Thành lập hội, hiệp hội cấp quốc gia"
    LINKAGE_CLUSTER = "linkage_cluster", "Hình thành cụm liên kết doanh nghiệp"
    RELOCATION_INTEREST = "relocation_interest", "Lãi vay di dời vào cụm công nghiệp"
    WASTE_TREATMENT_SITE = "waste_treatment_site", "Xử lý ô nhiễm môi trường tại cơ sở"
    WASTE_TREATMENT_CLUSTER = "waste_treatment_cluster", "Xử lý ô nhiễm tại cụm công nghiệp"
    CLUSTER_PLAN = "cluster_plan", "Quy hoạch chi tiết cụm công nghiệp"
    CLUSTER_INFRASTRUCTURE = "cluster_infrastructure", "Hạ tầng cụm công nghiệp"
    RECOVERABLE_SUPPORT = "recoverable_support", "Hỗ trợ có thu hồi"
    MANAGEMENT_AGENCY = "management_agency", "Chi quản lý của cơ quan quản lý kinh phí"
    MANAGEMENT_UNIT = "management_unit", "Chi quản lý của đơn vị thực hiện"
    PRIORITY_FACTOR = "priority_factor", "Mức tối đa cho địa bàn, ngành nghề ưu tiên"


class Approver(models.TextChoices):
    """Who approves a local plan; provinces differ."""

    DEPARTMENT = "department", "Sở Công Thương"
    COMMITTEE = "committee", "UBND tỉnh"


class DeadlineStep(models.TextChoices):
    """A step that the law or the province gives a term for."""

    REGISTER = "register", "Đăng ký kế hoạch năm sau"
    SUBMIT = "submit", "Nộp đề án"
    APPRAISE = "appraise", "Thẩm định"
    APPROVE = "approve", "Phê duyệt kế hoạch"
    CONTRACT = "contract", "Ký hợp đồng"
    ADVANCE = "advance", "Tạm ứng"
    PROGRESS = "progress", "Báo cáo tiến độ"
    ACCEPT = "accept", "Nghiệm thu"
    PAY = "pay", "Thanh toán"
    SETTLE = "settle", "Nộp hồ sơ quyết toán"
    CLOSE = "close", "Thanh lý hợp đồng, quyết toán"


class LegalForm(models.TextChoices):
    """Legal forms that the law names; those of a day are rows of `FormRule`."""

    ENTERPRISE = "enterprise", "Doanh nghiệp nhỏ và vừa"
    COOPERATIVE = "cooperative", "Hợp tác xã"
    COOPERATIVE_UNION = "cooperative_union", "Liên hiệp hợp tác xã"
    COOPERATIVE_GROUP = "cooperative_group", "Tổ hợp tác"
    BUSINESS_HOUSEHOLD = "business_household", "Hộ kinh doanh"


class BusinessSize(models.TextChoices):
    """Size classes of the law on small and medium enterprises."""

    MICRO = "micro", "siêu nhỏ"
    SMALL = "small", "nhỏ"
    MEDIUM = "medium", "vừa"


class PlaceTest(models.TextChoices):
    """Which places are outside the programme; recognised craft villages are judged apart."""

    CLASS_1_CITY_WARD = "class_1_city_ward", "phường của thành phố loại 1 (trở lên)"
    CENTRAL_CITY_WARD = "central_city_ward", "phường của thành phố trực thuộc trung ương"
