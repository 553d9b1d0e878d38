"""Jobs, the slots of the schedules, notices and letters."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from khuyencong.core.fields import public_id_field
from khuyencong.jobs.enums import OPEN_STATES, TONES, JobState, MailPace, MailState


class Job(models.Model):
    """One piece of work that runs by itself, as people see it.

    A ticket in the queue asks for one `attempt` of it: a ticket of an earlier attempt is void, and
    so is whatever an earlier attempt still tries to commit. `checkpoint` is what the finished steps
    of the job remember, committed together with their effect and the progress `advanced_kept`.
    """

    public_id = public_id_field()
    kind = models.CharField("loại việc", max_length=60)  # a code of registry.JOBS
    title = models.CharField("tên việc", max_length=200)
    params = models.JSONField("tham số", default=dict)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="người yêu cầu",
    )
    requested_at = models.DateTimeField("yêu cầu lúc")
    state = models.CharField(
        "tình trạng", max_length=10, choices=JobState.choices, default=JobState.QUEUED
    )
    attempt = models.PositiveIntegerField("lần chạy", default=1)
    deaths = models.PositiveSmallIntegerField("số lần đứt quãng liền nhau", default=0)
    started_at = models.DateTimeField("bắt đầu lúc", null=True)
    finished_at = models.DateTimeField("kết thúc lúc", null=True)
    cancel_asked_at = models.DateTimeField("yêu cầu dừng lúc", null=True)
    total = models.PositiveIntegerField("tổng số phần", default=0)
    advanced = models.PositiveIntegerField("số phần đã xong", default=0)
    advanced_kept = models.PositiveIntegerField("số phần đã chắc", default=0)
    note = models.CharField("đang làm", max_length=200, blank=True)
    checkpoint = models.JSONField("mốc đã qua", default=dict)
    outcome = models.TextField("kết quả", blank=True)
    outcome_url = models.CharField("địa chỉ kết quả", max_length=300, blank=True)
    file_name = models.CharField("tên tệp kết quả", max_length=150, blank=True)
    file_size = models.PositiveBigIntegerField("dung lượng tệp (byte)", default=0)
    trace = models.TextField("vết lỗi", blank=True)

    class Meta:
        verbose_name = "việc nền"
        ordering = ("-pk",)
        indexes = [
            models.Index(fields=("requested_by", "-id"), name="job_of_person"),
            models.Index(
                fields=("state",), name="job_open", condition=Q(state__in=sorted(OPEN_STATES))
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="job_ends_once",
                condition=Q(state__in=sorted(OPEN_STATES), finished_at__isnull=True)
                | (~Q(state__in=sorted(OPEN_STATES)) & Q(finished_at__isnull=False)),
                violation_error_message="Việc đã kết thúc phải có giờ kết thúc.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the page with its progress."""
        return reverse("jobs:job", args=[self.public_id])

    @property
    def is_open(self) -> bool:
        """Whether it waits or runs."""
        return self.state in OPEN_STATES

    @property
    def tone(self) -> str:
        """The colour of its state."""
        return TONES[JobState(self.state)]

    @property
    def has_file(self) -> bool:
        """Whether its result file is still there: old ones are swept."""
        return self.file_size > 0

    @property
    def percent(self) -> int | None:
        """How much is done, None while nobody knows how much there is."""
        if self.state == JobState.DONE:
            return 100
        return min(100, self.advanced * 100 // self.total) if self.total else None


class ScheduleSlot(models.Model):
    """A schedule was due and its job is in the queue: once for each slot, whoever noticed first."""

    schedule = models.CharField("lịch", max_length=60)  # a name of registry.SCHEDULES
    due_at = models.DateTimeField("đến giờ lúc")

    class Meta:
        verbose_name = "lượt chạy theo lịch"
        constraints = [
            models.UniqueConstraint(
                name="schedule_slot_once",
                fields=("schedule", "due_at"),
                violation_error_message="Lượt này đã được xếp chạy.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.schedule} {self.due_at:%Y-%m-%d %H:%M}"


class Notice(models.Model):
    """Something that a person should know; `copy_text` is ready to be sent on by Zalo."""

    public_id = public_id_field()
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="người nhận"
    )
    kind = models.CharField("loại thông báo", max_length=60)  # a code of registry.NOTICES
    text = models.CharField("nội dung", max_length=500)
    url = models.CharField("địa chỉ", max_length=300, blank=True)
    copy_text = models.TextField("tin nhắn để chép", blank=True)
    created_at = models.DateTimeField("lúc")
    read_at = models.DateTimeField("đọc lúc", null=True)
    is_for_digest = models.BooleanField("chờ gom vào thư ngày", default=False)

    class Meta:
        verbose_name = "thông báo"
        ordering = ("-pk",)
        indexes = [
            models.Index(fields=("recipient", "-id"), name="notice_of_person"),
            models.Index(
                fields=("recipient",), name="notice_unread", condition=Q(read_at__isnull=True)
            ),
            models.Index(
                fields=("recipient", "id"),
                name="notice_for_digest",
                condition=Q(is_for_digest=True),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def message(self, site: str) -> str:
        """Return the words to send on, with the address on `site` to open."""
        words = self.copy_text or self.text
        return f"{words}\n{site}{self.url}" if self.url else words


class MailChoice(models.Model):
    """How soon a person wants notices by e-mail, at the address of their account."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    pace = models.CharField(
        "gửi thư", max_length=10, choices=MailPace.choices, default=MailPace.NONE
    )

    class Meta:
        verbose_name = "cách nhận thư"

    def __str__(self) -> str:
        return self.get_pace_display()


class Mail(models.Model):
    """One letter, kept until a mail server has taken it, and shown to the administrator."""

    public_id = public_id_field()
    recipients = models.JSONField("người nhận")
    subject = models.CharField("tiêu đề", max_length=300)
    body = models.TextField("nội dung")  # may hold a secret link: shown to nobody
    sender = models.CharField("người gửi", max_length=200, blank=True)
    state = models.CharField(
        "tình trạng", max_length=10, choices=MailState.choices, default=MailState.WAITING
    )
    written_at = models.DateTimeField("soạn lúc")
    sent_at = models.DateTimeField("gửi lúc", null=True)
    problem = models.TextField("trở ngại lần gửi gần nhất", blank=True)

    class Meta:
        verbose_name = "thư đi"
        ordering = ("-pk",)
        indexes = [
            models.Index(fields=("id",), name="mail_waiting", condition=Q(state=MailState.WAITING))
        ]
        constraints = [
            models.CheckConstraint(
                name="mail_sent_has_a_time",
                condition=Q(state=MailState.SENT, sent_at__isnull=False)
                | (~Q(state=MailState.SENT) & Q(sent_at__isnull=True)),
                violation_error_message="Thư đã gửi phải có giờ gửi.",
            )
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        """Return the page that tells what became of it."""
        return reverse("jobs:letter", args=[self.public_id])

    @property
    def tone(self) -> str:
        """The colour of its state."""
        return {MailState.SENT: "done", MailState.REFUSED: "late"}.get(
            MailState(self.state), "wait"
        )
