"""Kinds of organisation, their powers, how far a role reaches, ways to sign."""

from enum import StrEnum

from django.db import models


class OrganisationKind(models.TextChoices):
    """What an organisation is in the programme."""

    MINISTRY = "ministry", "Bộ"
    AGENCY = "agency", "Cục"
    COMMITTEE = "committee", "UBND tỉnh"
    DEPARTMENT = "department", "Sở Công Thương"
    FINANCE = "finance", "Sở Tài chính"
    CENTRE = "centre", "đơn vị thực hiện khuyến công"
    COMMUNE = "commune", "UBND xã, phường, đặc khu"
    COUNCIL = "council", "hội đồng"
    AUDIT = "audit", "thanh tra, kiểm toán"
    OTHER = "other", "tổ chức khác"


# They serve the whole country, so their roles carry furthest.
NATIONAL_KINDS = (OrganisationKind.MINISTRY, OrganisationKind.AGENCY)


class Power(models.TextChoices):
    """What an organisation may decide or do in the programme, over a period."""

    IMPLEMENT = "implement", "thực hiện đề án"
    APPRAISE = "appraise", "thẩm định cấp cơ sở"
    APPROVE_PLAN = "approve_plan", "phê duyệt kế hoạch khuyến công địa phương"
    ALLOCATE = "allocate", "tổng hợp và phân bổ dự toán khuyến công"
    ACCEPT = "accept", "tổ chức nghiệm thu cơ sở"
    RECOGNISE = "recognise", "công nhận sản phẩm tiêu biểu"


class Reach(StrEnum):
    """How far a role carries from the organisation in which it is held."""

    OWN = "own"  # what names the person: their entries, sheets, requests
    ORGANISATION = "organisation"  # the organisation and those below it
    COMMUNE = "commune"  # the commune it serves
    PROVINCE = "province"  # the province it serves; the country if it serves no single area
    COUNTRY = "country"

    @property
    def label(self) -> str:
        """Return the reach as a reader understands it."""
        return _REACH_LABELS[self]


_REACH_LABELS = {
    Reach.OWN: "việc của chính mình",
    Reach.ORGANISATION: "tổ chức và các đơn vị trực thuộc",
    Reach.COMMUNE: "địa bàn xã, phường, đặc khu",
    Reach.PROVINCE: "địa bàn tỉnh, thành phố",
    Reach.COUNTRY: "cả nước",
}


class SigningCapacity(models.TextChoices):
    """How a person signs (NĐ 30/2020/NĐ-CP Điều 13)."""

    HEAD = "head", "Người đứng đầu"
    TM = "TM.", "Thay mặt"
    KT = "KT.", "Ký thay"
    TL = "TL.", "Thừa lệnh"
    TUQ = "TUQ.", "Thừa ủy quyền"


# A head may hand these to another person; TM. is how the head of a collective signs.
DELEGATED_CAPACITIES = (SigningCapacity.KT, SigningCapacity.TL, SigningCapacity.TUQ)
