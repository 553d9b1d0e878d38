"""What a figure stands on and what it counts."""

from django.db import models


class Basis(models.TextChoices):
    """The step whose paper date puts a scheme into a period."""

    REGISTERED = "registered", "đăng ký"
    APPROVED = "approved", "phê duyệt"
    UNDER_WAY = "under_way", "đang thực hiện"
    ACCEPTED = "accepted", "nghiệm thu"
    SETTLED = "settled", "quyết toán"
    STOPPED = "stopped", "ngừng thực hiện"


class Counting(models.TextChoices):
    """What one unit of the figure is."""

    SCHEMES = "schemes", "đề án"
    ESTABLISHMENTS = "establishments", "cơ sở (mỗi cơ sở tính một lần)"
    PARTICIPATIONS = "participations", "lượt cơ sở"
    MONEY = "money", "tiền"
    OTHER = "other", "theo đơn vị của chỉ tiêu"


class MoneyKind(models.TextChoices):
    """Which money of a scheme is meant."""

    APPROVED = "approved", "được duyệt"
    ADVANCED = "advanced", "đã tạm ứng"
    SETTLED = "settled", "đã quyết toán"


class GeoLevel(models.TextChoices):
    """The place a declared figure speaks of."""

    COUNTRY = "country", "cả nước"
    REGION = "region", "vùng"
    PROVINCE = "province", "tỉnh"
    DISTRICT = "district", "huyện"


class PeriodKind(models.TextChoices):
    """The period of a declared figure as its source gives it."""

    YEAR = "year", "năm"
    MULTI_YEAR = "multi_year", "nhiều năm"
    HALF_YEAR = "half_year", "6 tháng"
    QUARTER = "quarter", "quý"
    NINE_MONTHS = "9_months", "9 tháng"
    ELEVEN_MONTHS = "11_months", "11 tháng"
    BATCH = "batch", "đợt"
    CUMULATIVE = "cumulative", "lũy kế"
    ANNUAL_AVERAGE = "annual_average", "bình quân năm"
    MULTI_PERIOD = "multi_period", "nhiều kỳ"
    UNKNOWN = "unknown", "không rõ"


ADDABLE_PERIODS = frozenset(
    {
        PeriodKind.YEAR,
        PeriodKind.MULTI_YEAR,
        PeriodKind.HALF_YEAR,
        PeriodKind.QUARTER,
        PeriodKind.NINE_MONTHS,
        PeriodKind.ELEVEN_MONTHS,
    }
)
