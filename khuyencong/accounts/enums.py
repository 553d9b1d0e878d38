"""Kinds of organisation and ways to sign."""

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


class SigningCapacity(models.TextChoices):
    """How a person signs (NĐ 30/2020 Điều 13)."""

    HEAD = "head", "Người đứng đầu"
    TM = "TM.", "Thay mặt"
    KT = "KT.", "Ký thay"
    TL = "TL.", "Thừa lệnh"
    TUQ = "TUQ.", "Thừa ủy quyền"
