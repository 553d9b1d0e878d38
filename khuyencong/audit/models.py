"""Events and the head of their chain; triggers of the first migration hold both."""

from django.contrib.postgres.indexes import GinIndex
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q


class Event(models.Model):
    """One act as it was seen on that day: text and ids, no keys to other tables.

    `seq` and `digest` are given by the database when the transaction commits. Every column goes
    into the digest, except the digest itself.
    """

    seq = models.BigIntegerField("số thứ tự", null=True, unique=True, editable=False)
    digest = models.CharField("mã băm", max_length=64, blank=True, editable=False)
    at = models.DateTimeField("lúc")
    kind = models.CharField("loại việc", max_length=60)
    sentence = models.TextField("nội dung")
    actor_id = models.BigIntegerField("mã người làm", null=True)
    actor_name = models.CharField("người làm", max_length=120)
    on_behalf_of = models.CharField("làm thay", max_length=200, blank=True)
    organisation_id = models.BigIntegerField("mã tổ chức", null=True)
    organisation_name = models.CharField("tổ chức", max_length=200, blank=True)
    area_id = models.BigIntegerField("mã tỉnh", null=True)
    area_name = models.CharField("địa bàn", max_length=200, blank=True)
    subject_type = models.CharField("loại hồ sơ", max_length=80, blank=True)
    subject_id = models.CharField("mã hồ sơ", max_length=40, blank=True)
    subject_text = models.TextField("hồ sơ", blank=True)
    legal_on = models.DateField("ngày tính theo văn bản", null=True)
    reason = models.TextField("lý do", blank=True)
    search_text = models.TextField("chữ để tìm, không dấu", editable=False)
    before = models.JSONField("trước", null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField("sau", null=True, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = "việc đã ghi"
        ordering = ("-id",)
        indexes = [
            models.Index(fields=("subject_type", "subject_id"), name="event_subject"),
            models.Index(fields=("organisation_id", "-id"), name="event_organisation"),
            models.Index(fields=("area_id", "-id"), name="event_area"),
            GinIndex(fields=["search_text"], name="event_search", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.sentence


class ChainHead(models.Model):
    """The last link given so far: one row, locked for the moment of a commit."""

    id = models.SmallIntegerField(primary_key=True)
    seq = models.BigIntegerField("số thứ tự cuối")
    digest = models.CharField("mã băm cuối", max_length=64, blank=True)

    class Meta:
        verbose_name = "đầu chuỗi nhật ký"
        constraints = [
            models.CheckConstraint(
                name="chain_has_one_head",
                condition=Q(id=1),
                violation_error_message="Nhật ký chỉ có một chuỗi.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.digest}"
