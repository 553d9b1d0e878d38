"""People, organisations, and who works where in which role."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q

from khuyencong.accounts.enums import OrganisationKind, SigningCapacity
from khuyencong.core.fields import public_id_field, validity_field
from khuyencong.geography.models import AdminUnit


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

    class Meta:
        verbose_name = "tổ chức"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class OrganisationName(models.Model):
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


class UserManager(BaseUserManager["User"]):
    """Finds people by their sign-in name."""

    def create_user(self, username: str, password: str | None = None, **fields: object) -> "User":
        """Create a person; used by services and tests alone."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in. What they may do comes from their assignments of the day."""

    public_id = public_id_field()
    username = models.CharField("tên đăng nhập", max_length=60, unique=True)
    full_name = models.CharField("họ và tên", max_length=120)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    is_active = models.BooleanField("được đăng nhập", default=True)
    is_demo = models.BooleanField("người dùng thử", default=False)
    must_change_password = models.BooleanField("phải đổi mật khẩu", default=False)

    objects = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = "người dùng"
        ordering = ("full_name",)

    def __str__(self) -> str:
        return self.full_name


class Assignment(models.Model):
    """A person holds a role in an organisation over a period."""

    user = models.ForeignKey(User, models.PROTECT, related_name="assignments")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="assignments")
    role = models.CharField("vai trò", max_length=30)  # a code of roles.ROLES
    title = models.CharField("chức vụ", max_length=120, blank=True)
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
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"


class Delegation(models.Model):
    """One person acts and signs for another over a period (KT., TL., TUQ.)."""

    giver = models.ForeignKey(User, models.PROTECT, related_name="delegations_given")
    taker = models.ForeignKey(User, models.PROTECT, related_name="delegations_taken")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="delegations")
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
            )
        ]

    def __str__(self) -> str:
        return f"{self.capacity} {self.giver_id} → {self.taker_id}"
