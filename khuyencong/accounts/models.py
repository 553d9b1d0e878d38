"""People, organisations, and who works where in which role."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from khuyencong.accounts.enums import (
    DELEGATED_CAPACITIES,
    NATIONAL_KINDS,
    OrganisationKind,
    Power,
    SigningCapacity,
)
from khuyencong.accounts.roles import ROLES
from khuyencong.core.fields import public_id_field, validity_field
from khuyencong.core.text import fold, sort_key
from khuyencong.geography.models import AdminUnit


class Dated(models.Model):
    """Something that holds over a period `valid`, written as first and last day."""

    class Meta:
        abstract = True

    @property
    def first_on(self) -> dt.date | None:
        """Return the first day, None if it is not known."""
        return self.valid.lower  # type: ignore[attr-defined]

    @property
    def last_on(self) -> dt.date | None:
        """Return the last day, None while it goes on."""
        end = self.valid.upper  # type: ignore[attr-defined]
        return end - dt.timedelta(days=1) if end else None

    def is_over(self, on: dt.date) -> bool:
        """Whether it ended before the day, or was withdrawn before it began."""
        return self.valid.isempty or (  # type: ignore[attr-defined]
            self.last_on is not None and self.last_on < on
        )


class Organisation(models.Model):
    """A body of the programme; its names and powers are dated rows of their own.

    `parent` is the superior in administration, `budget_parent` the one its estimate goes to: they
    differ for merged centres (Lạng Sơn 2025). `area` is the province or commune it serves, None for
    the whole country. Before `in_use_from` the published figures stand in for records.
    """

    public_id = public_id_field()
    kind = models.CharField("loại", max_length=20, choices=OrganisationKind.choices)
    name = models.CharField("tên hiện nay", max_length=200)
    short_name = models.CharField("tên gọi tắt", max_length=80)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="cấp trên",
    )
    budget_parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="budget_children",
        verbose_name="cấp trên về dự toán",
    )
    area = models.ForeignKey(
        AdminUnit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="địa bàn"
    )
    in_use_from = models.DateField("dùng phần mềm từ ngày", null=True, blank=True)
    is_active = models.BooleanField("đang hoạt động", default=True)
    version = models.PositiveIntegerField("phiên bản", default=0)

    class Meta:
        verbose_name = "tổ chức"
        ordering = ("name",)
        constraints = [
            models.CheckConstraint(
                name="national_organisation_serves_the_country",
                condition=~Q(kind__in=NATIONAL_KINDS) | Q(area__isnull=True),
                violation_error_message="Bộ và Cục phục vụ cả nước, không gắn với một địa bàn.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return its page."""
        return reverse("accounts:organisation", args=[self.public_id])


class OrganisationName(Dated):
    """The official name of an organisation over a period: papers print the name of their day."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="names")
    name = models.CharField("tên", max_length=200)
    code = models.CharField("ký hiệu trong số văn bản", max_length=40, blank=True)
    valid = validity_field()
    citation = models.CharField("căn cứ", max_length=200, blank=True)

    class Meta:
        verbose_name = "tên theo thời kỳ"
        constraints = [
            ExclusionConstraint(
                name="organisation_name_once_a_day",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message="Tổ chức đã có tên khác trong thời kỳ này.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class OrganisationPower(Dated):
    """What an organisation may decide over a period, and by which instrument."""

    public_id = public_id_field()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="powers")
    power = models.CharField("thẩm quyền", max_length=20, choices=Power.choices)
    valid = validity_field()
    citation = models.CharField("căn cứ", max_length=200)

    class Meta:
        verbose_name = "thẩm quyền theo thời kỳ"
        constraints = [
            ExclusionConstraint(
                name="organisation_power_once_a_day",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    ("power", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message="Tổ chức đã có thẩm quyền này trong thời kỳ đó.",
            )
        ]

    def __str__(self) -> str:
        return self.get_power_display()


class UserManager(BaseUserManager["User"]):
    """Finds people by their sign-in name."""

    def create_user(self, username: str, password: str | None = None, **fields: object) -> "User":
        """Create a person; used by services and tests alone."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in. What they may do comes from their assignments of the day.

    `is_active` is what the sign-in and every request ask: a locked person is out at once, and so is
    a demo person as soon as the site is no longer a demo. `email` and `personal_id` tell the person
    whom an identity provider vouches for; an officer or administrator writes them down.
    """

    public_id = public_id_field()
    username = models.CharField("tên đăng nhập", max_length=60, unique=True)
    full_name = models.CharField("họ và tên", max_length=120)
    name_folded = models.CharField("họ tên không dấu", max_length=120, editable=False)
    sort_key = models.CharField("khóa sắp theo tên", max_length=260, editable=False)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    email = models.EmailField("thư điện tử", blank=True)
    personal_id = models.CharField("số định danh cá nhân", max_length=12, blank=True)
    is_locked = models.BooleanField("đã khóa", default=False)
    is_demo = models.BooleanField("người dùng thử", default=False)
    must_change_password = models.BooleanField("phải đổi mật khẩu", default=False)
    version = models.PositiveIntegerField("phiên bản", default=0)

    objects = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = "người dùng"
        ordering = ("sort_key", "pk")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="email_of_one_person",
                condition=~Q(email=""),
                violation_error_message="Thư điện tử này đã ghi cho người khác.",
            ),
            models.UniqueConstraint(
                name="personal_id_of_one_person",
                fields=["personal_id"],
                condition=~Q(personal_id=""),
                violation_error_message="Số định danh cá nhân này đã ghi cho người khác.",
            ),
            models.CheckConstraint(
                name="personal_id_has_12_digits",
                condition=Q(personal_id="") | Q(personal_id__regex=r"^[0-9]{12}$"),
                violation_error_message="Số định danh cá nhân gồm 12 chữ số.",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the name as it is searched, and as it is sorted: by the given name, which is last."""
        *before, given = self.full_name.split() or [""]
        self.name_folded = fold(self.full_name)
        self.sort_key = sort_key(" ".join([given, *before]))
        if (fields := kwargs.get("update_fields")) and "full_name" in fields:
            kwargs["update_fields"] = {*fields, "name_folded", "sort_key"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Return the page on which an administrator manages the person."""
        return reverse("accounts:person", args=[self.public_id])

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """Whether the person may be signed in."""
        return not self.is_locked and (not self.is_demo or settings.KC_DEMO)


class Assignment(Dated):
    """A person holds a role in an organisation over a period; one of them is its head."""

    public_id = public_id_field()
    user = models.ForeignKey(
        User, models.PROTECT, related_name="assignments", verbose_name="người giữ vai trò"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="assignments", verbose_name="tại tổ chức"
    )
    role = models.CharField("vai trò", max_length=30)  # a code of roles.ROLES
    title = models.CharField("chức vụ", max_length=120, blank=True)
    is_head = models.BooleanField("là người đứng đầu", default=False)
    valid = validity_field("thời gian giữ vai trò")

    class Meta:
        verbose_name = "phân công"
        constraints = [
            ExclusionConstraint(
                name="assignment_once",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message="Người này đã giữ vai trò đó trong thời gian này.",
            ),
            ExclusionConstraint(
                name="one_head_a_day",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                condition=Q(is_head=True),
                violation_error_message="Tổ chức đã có người đứng đầu trong thời gian này.",
            ),
        ]

    def __str__(self) -> str:
        return self.role_label

    @property
    def role_label(self) -> str:
        """Return the role in words."""
        return ROLES[self.role].label if self.role in ROLES else self.role


class Delegation(Dated):
    """One person acts and signs for another over a period (KT., TL., TUQ.)."""

    public_id = public_id_field()
    giver = models.ForeignKey(
        User, models.PROTECT, related_name="delegations_given", verbose_name="người ủy quyền"
    )
    taker = models.ForeignKey(
        User, models.PROTECT, related_name="delegations_taken", verbose_name="người được ủy quyền"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="delegations", verbose_name="tại tổ chức"
    )
    capacity = models.CharField("hình thức ký", max_length=4, choices=SigningCapacity.choices)
    valid = validity_field("thời gian ủy quyền")
    citation = models.CharField("văn bản ủy quyền", max_length=200, blank=True)

    class Meta:
        verbose_name = "ủy quyền"
        constraints = [
            models.CheckConstraint(
                name="delegation_to_another",
                condition=~Q(giver=models.F("taker")),
                violation_error_message="Không thể ủy quyền cho chính mình.",
            ),
            models.CheckConstraint(
                name="delegation_capacity",
                condition=Q(capacity__in=DELEGATED_CAPACITIES),
                violation_error_message="Chọn một trong ba hình thức: KT., TL. hoặc TUQ.",
            ),
            models.CheckConstraint(
                name="delegation_has_an_end",
                condition=Q(valid__upper_inf=False),
                violation_error_message="Ủy quyền phải có ngày kết thúc.",
            ),
            ExclusionConstraint(
                name="delegation_to_one",
                expressions=[
                    ("giver", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message="Người này đã ủy quyền cho người khác trong thời gian đó.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_capacity_display()
