"""Levels and kinds of administrative unit."""

from django.db import models


class UnitLevel(models.TextChoices):
    """Level of a unit; districts ended on 2025-07-01."""

    PROVINCE = "province", "tỉnh"
    DISTRICT = "district", "huyện"
    COMMUNE = "commune", "xã"


class UnitKind(models.TextChoices):
    """Kind of a unit as it is written before its name."""

    PROVINCE = "province", "tỉnh"
    CENTRAL_CITY = "central_city", "thành phố"
    DISTRICT = "district", "huyện"
    URBAN_DISTRICT = "urban_district", "quận"
    TOWN = "town", "thị xã"
    PROVINCIAL_CITY = "provincial_city", "thành phố thuộc tỉnh"
    COMMUNE = "commune", "xã"
    WARD = "ward", "phường"
    TOWNSHIP = "township", "thị trấn"
    SPECIAL_ZONE = "special_zone", "đặc khu"
