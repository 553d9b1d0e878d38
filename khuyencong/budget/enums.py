"""Sources of money and the stages it passes."""

from django.db import models


class Source(models.TextChoices):
    """Where money comes from."""

    NATIONAL = "national", "khuyến công quốc gia"
    LOCAL = "local", "khuyến công địa phương"
    COUNTERPART = "counterpart", "vốn đối ứng"
    OTHER = "other", "nguồn khác"

    @property
    def caption(self) -> str:
        """Its name at the head of a row or a choice."""
        label = str(self.label)
        return label[0].upper() + label[1:]


# The beneficiary's own money is proven by its vouchers; nobody allots it.
APPROPRIATED = (Source.NATIONAL, Source.LOCAL, Source.OTHER)


class Stage(models.TextChoices):
    """Where an allotted đồng stands; it is always in exactly one stage."""

    APPROPRIATION = "appropriation", "Dự toán giao"  # the other side of all that was allotted
    AVAILABLE = "available", "Còn lại"
    PLANNED = "planned", "Trong kế hoạch"
    COMMITTED = "committed", "Đã ký hợp đồng"
    ADVANCED = "advanced", "Đã tạm ứng"
    PAID = "paid", "Đã thanh toán"
    SETTLED = "settled", "Đã quyết toán"


POOLS = (Stage.APPROPRIATION, Stage.AVAILABLE)  # one account a year, without a subject
OF_SUBJECT = (Stage.PLANNED, Stage.COMMITTED, Stage.ADVANCED, Stage.PAID, Stage.SETTLED)
