"""Levels and kinds of administrative unit, kinds of dated area list."""

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
    PROVINCIAL_CITY = "provincial_city", "thành phố"  # a city inside a province or a central city
    COMMUNE = "commune", "xã"
    WARD = "ward", "phường"
    TOWNSHIP = "township", "thị trấn"
    SPECIAL_ZONE = "special_zone", "đặc khu"


class AreaKind(models.TextChoices):
    """What a dated list of areas says about the units on it."""

    DIFFICULT = "difficult", "địa bàn có điều kiện kinh tế – xã hội khó khăn"
    ESPECIALLY_DIFFICULT = (
        "especially_difficult",
        "địa bàn có điều kiện kinh tế – xã hội đặc biệt khó khăn",
    )
    SELECTION_REGION = "selection_region", "khu vực bình chọn"
    CLASS1_CITY = "class1_city", "đô thị loại I"
