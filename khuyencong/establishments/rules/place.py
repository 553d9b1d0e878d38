"""Where an establishment must produce, before and since NĐ 235/2025."""

from khuyencong.establishments.enums import Trade
from khuyencong.establishments.rules.facts import Facts, Place, PlaceLaw
from khuyencong.establishments.rules.rule import Answer, asks, fails, no_law, passes
from khuyencong.geography.enums import UnitKind
from khuyencong.norms.enums import PlaceTest

RURAL_DISTRICTS = frozenset({UnitKind.DISTRICT, UnitKind.TOWN})
NEVER_OUTSIDE = frozenset({UnitKind.COMMUNE, UnitKind.TOWNSHIP, UnitKind.SPECIAL_ZONE})
NAME_THE_UNIT = "Chọn xã, phường, đặc khu nơi cơ sở sản xuất."


def place(facts: Facts) -> Answer | None:
    """Check the place with the test of the day; cleaner production is supported everywhere."""
    if facts.trade == Trade.CLEANER_PRODUCTION:
        return None
    law = facts.place_law
    if law is None:
        return no_law("địa bàn", field="unit")
    if facts.place is None:
        return asks(
            "Chưa biết đơn vị hành chính của cơ sở vào ngày xét.",
            cure=NAME_THE_UNIT,
            law=law,
            field="unit",
        )
    return _of_known(facts.place, law)


def _of_known(place: Place, law: PlaceLaw) -> Answer:
    if place.craft_village and law.counts_craft_village:
        message = f"Nằm trong {place.craft_village}, làng nghề được công nhận."
        return passes(message, law=law, field="craft_village")
    if place.unit_kind in NEVER_OUTSIDE:
        return passes(f"{place.text} thuộc địa bàn.", law=law, field="unit")
    if law.outside == PlaceTest.CENTRAL_CITY_WARD:
        return _by_kind_of_province(place, law)
    return _by_class_of_city(place, law)


def _by_kind_of_province(place: Place, law: PlaceLaw) -> Answer:
    if place.province_kind == UnitKind.PROVINCE:
        return passes(f"{place.text} thuộc tỉnh nên thuộc địa bàn.", law=law, field="unit")
    if not place.unit_kind:
        return asks(
            f"{place.province_name} là thành phố trực thuộc Trung ương vào ngày xét; chưa biết cơ"
            " sở ở xã hay ở phường.",
            cure=NAME_THE_UNIT,
            law=law,
            field="unit",
        )
    return fails(
        f"{place.text}: phường của thành phố trực thuộc Trung ương vào ngày xét nên không thuộc"
        " địa bàn.",
        cure="Chỉ được hỗ trợ nếu nơi sản xuất nằm trong làng nghề được UBND cấp tỉnh công nhận"
        " hoặc ở xã, đặc khu.",
        law=law,
        field="unit",
    )


def _by_class_of_city(place: Place, law: PlaceLaw) -> Answer:
    if place.district_kind in RURAL_DISTRICTS:
        return passes(f"{place.text} thuộc địa bàn.", law=law, field="unit")
    if place.city_class is not None and place.city_class >= 2:
        message = f"{place.text}: thành phố loại {place.city_class} nên thuộc địa bàn."
        return passes(message, law=law, field="unit")
    if not place.unit_kind:
        return asks(
            f"{place.text}: chưa biết cơ sở ở xã hay ở phường vào ngày xét.",
            cure=NAME_THE_UNIT,
            law=law,
            field="unit",
        )
    if place.city_class is None:
        return asks(
            f"{place.text}: chưa biết thành phố loại mấy vào ngày xét.",
            cure="Nêu loại đô thị và văn bản công nhận; phường của thành phố loại 2, loại 3 thuộc"
            " địa bàn.",
            law=law,
            field="unit",
        )
    return fails(
        f"{place.text}: phường của thành phố loại 1 trở lên vào ngày xét nên không thuộc địa bàn.",
        cure="Trừ phường chuyển từ xã chưa quá 5 năm: khi đó nêu quyết định thành lập phường.",
        law=law,
        field="unit",
    )
