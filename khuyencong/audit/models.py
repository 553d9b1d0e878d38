"""Events, the head of their chain, and what became of each row; triggers hold all three."""

from django.contrib.postgres.indexes import GinIndex
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from khuyencong.audit.enums import Operation


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
    act = models.UUIDField("lượt làm", null=True, editable=False)  # given by the database

    class Meta:
        verbose_name = "việc đã ghi"
        ordering = ("-id",)
        indexes = [
            models.Index(fields=("subject_type", "subject_id"), name="event_subject"),
            models.Index(fields=("organisation_id", "-id"), name="event_organisation"),
            models.Index(fields=("area_id", "-id"), name="event_area"),
            models.Index(fields=("act",), name="event_act"),
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


class RowChange(models.Model):
    """What one statement did to one row, whoever sent it; written by triggers alone.

    `record_*` names the record on whose page it is told (the scheme of an estimate line), `row_*`
    the row itself. An update keeps the changed columns, an insert and a delete the whole row.
    Without an `actor` the change did not come through the software.
    """

    at = models.DateTimeField("lúc")
    record_table = models.CharField("bảng của hồ sơ", max_length=63)
    record_id = models.BigIntegerField("khóa của hồ sơ")
    row_table = models.CharField("bảng", max_length=63)
    row_id = models.BigIntegerField("khóa")
    operation = models.CharField("thao tác", max_length=6, choices=Operation.choices)
    before = models.JSONField("trước", null=True)
    after = models.JSONField("sau", null=True)
    actor = models.TextField("người làm", blank=True)
    action = models.TextField("nghiệp vụ", blank=True)
    reason = models.TextField("lý do", blank=True)
    act = models.UUIDField("lượt làm", null=True)

    class Meta:
        verbose_name = "thay đổi của dòng"
        indexes = [
            models.Index(fields=("record_table", "record_id", "-id"), name="row_change_record")
        ]

    def __str__(self) -> str:
        return f"{self.get_operation_display()} {self.row_table} {self.row_id}"
