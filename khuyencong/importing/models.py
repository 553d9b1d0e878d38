"""Workbooks on their way in: the file, its sheets, every row with its doubts, remembered layouts."""

from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from khuyencong.accounts.models import Organisation, User
from khuyencong.accounts.queries import scope_of
from khuyencong.core.fields import public_id_field
from khuyencong.documents.models import StoredFile
from khuyencong.geography.models import AdminUnit
from khuyencong.importing.enums import (
    BATCH_TONES,
    BUSY,
    ROW_TONES,
    SKIPPED_AS,
    BatchState,
    RowState,
)

LOAD = "importing.load"


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    """Imports: scoped by organisation; what the system brought in belongs to the whole country."""

    def visible_to(self, user: User) -> Self:
        """Return the imports of the organisations in which the person may load lists."""
        scope = scope_of(user).holding(LOAD)
        if scope.is_country:
            return self.all()
        return self.filter(organisation__in=scope.organisation_ids)


class ImportBatch(models.Model):
    """One workbook brought in by one organisation; the same bytes are one batch."""

    public_id = public_id_field()
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name="đơn vị nhập"
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="tệp")
    name = models.CharField("tên tệp", max_length=150)
    sha256 = models.CharField("mã băm SHA-256", max_length=64)
    state = models.CharField(
        "tình trạng", max_length=10, choices=BatchState.choices, default=BatchState.READING
    )
    job = models.CharField("công việc nền", max_length=10, blank=True)  # public id
    refusal = models.TextField("vì sao không đọc được", blank=True)
    notes = models.JSONField("điều cần biết về tệp", default=list)
    # What the person answered about a maker of unsure match: key → public id, "new" or "text".
    answers = models.JSONField("trả lời về cơ sở", default=dict)
    # What an undoing had to leave, because something else was built upon it.
    leftovers = models.JSONField("chưa hoàn tác được", default=list)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="người nhập",
    )
    uploaded_at = models.DateTimeField("lúc tải lên")

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = "đợt nhập liệu"
        ordering = ("-uploaded_at", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "sha256"],
                name="import_file_once",
                nulls_distinct=False,
                violation_error_message="Tệp này đơn vị đã tải lên.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the page of the import."""
        return reverse("importing:batch", args=[self.public_id])

    @property
    def is_busy(self) -> bool:
        """Whether a job is at work on it."""
        return self.state in BUSY

    @property
    def tone(self) -> str:
        """Colour of the state's badge."""
        return BATCH_TONES[BatchState(self.state)]


class ImportSheet(models.Model):
    """One table found in a workbook: what it lists and which column holds what."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="sheets")
    position = models.PositiveSmallIntegerField("thứ tự")
    name = models.CharField("tên trang tính", max_length=60)
    kind = models.CharField("loại danh sách", max_length=16)  # a code of kinds.KINDS
    header_rows = models.JSONField("dòng tiêu đề", default=list)
    columns = models.JSONField("các cột", default=list)  # as reading.ReadColumn
    context = models.JSONField("điều ghi ở đầu bảng", default=dict)
    layout_key = models.CharField("dấu nhận dạng mẫu bảng", max_length=64)
    is_hidden = models.BooleanField("trang ẩn", default=False)
    is_confirmed = models.BooleanField("đã xác nhận các cột", default=False)

    class Meta:
        verbose_name = "bảng trong tệp nhập"
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint(fields=["batch", "position"], name="import_sheet_in_order")
        ]

    def __str__(self) -> str:
        return self.name


class StagedRow(models.Model):
    """One row of a table: cells as stored and as read, findings, matches, and what came of it.

    `cells`: field → {c: cell, s: stored, v: value, h: healed, p: problems, was: reading before a
    person typed over it}. `findings` are about the row as a whole or a field of it. `maker` and
    `twin` tell the match with establishments and with records of the same kind.
    """

    sheet = models.ForeignKey(ImportSheet, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField("dòng")
    kind = models.CharField("vai trò của dòng", max_length=10)  # reading.RowKind
    is_hidden = models.BooleanField("dòng ẩn", default=False)
    text = models.TextField("chữ của dòng", blank=True)
    group = models.JSONField("nhóm", default=dict)
    cells = models.JSONField("các ô", default=dict)
    findings = models.JSONField("điểm cần xem của cả dòng", default=list)
    codes = ArrayField(models.CharField(max_length=40), verbose_name="mã vấn đề", default=list)
    state = models.CharField("tình trạng", max_length=8, choices=RowState.choices)
    choice = models.CharField("người dùng chọn", max_length=12, blank=True)
    is_fixed = models.BooleanField("đã sửa ô", default=False)
    province = models.ForeignKey(
        AdminUnit, models.PROTECT, null=True, related_name="+", verbose_name="tỉnh, thành phố"
    )
    place = models.JSONField("địa bàn tìm được", default=dict)  # unit, old_unit: keys
    reference = models.CharField("mã bản ghi", max_length=20, blank=True)
    name_key = models.CharField("khóa tên", max_length=300, blank=True)
    maker_key = models.CharField("khóa tên cơ sở", max_length=320, blank=True)
    maker = models.JSONField("cơ sở", default=dict)
    twin = models.JSONField("bản ghi giống", default=dict)
    made = models.JSONField("bản ghi đã lập", default=list)  # [model label, key]

    class Meta:
        verbose_name = "dòng chờ nhập"
        ordering = ("sheet", "number")
        constraints = [models.UniqueConstraint(fields=["sheet", "number"], name="staged_row_once")]
        indexes = [models.Index(fields=["sheet", "state", "number"], name="staged_row_by_state")]

    def __str__(self) -> str:
        return f"{self.sheet_id}:{self.number}"

    @property
    def tone(self) -> str:
        """Colour of the state's badge."""
        return ROW_TONES[RowState(self.state)]

    @property
    def why(self) -> str:
        """Why a row without data is passed over."""
        return SKIPPED_AS.get(self.kind, "")

    def value(self, field: str) -> Any:
        """Return what was read in the column of `field`, None where there is nothing."""
        return self.cells.get(field, {}).get("v")


class Layout(models.Model):
    """What an organisation said about a layout of columns, applied wherever it turns up again."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name="đơn vị"
    )
    layout_key = models.CharField("dấu nhận dạng mẫu bảng", max_length=64)
    kind = models.CharField("loại danh sách", max_length=16)
    fields = models.JSONField("cột giữ gì", default=dict)  # letter → field
    units = models.JSONField("đơn vị tính của cột", default=dict)
    confirmed_at = models.DateTimeField("xác nhận lúc")

    class Meta:
        verbose_name = "mẫu bảng đã nhớ"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "layout_key"], name="layout_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return self.layout_key
