"""Where an establishment must produce; geography and the dated lists tell what a place was."""

from khuyencong.establishments.enums import Trade
from khuyencong.establishments.rules.facts import Facts, Place, PlaceLaw
from khuyencong.establishments.rules.rule import Answer, asks, fails, no_law, passes
from khuyencong.norms.enums import PlaceTest

NAME_THE_UNIT = "Chọn xã, phường, đặc khu nơi cơ sở sản xuất."
CURES = {
    PlaceTest.CENTRAL_CITY_WARD: "Chỉ được hỗ trợ nếu nơi sản xuất ở xã, đặc khu hoặc nằm trong"
    " làng nghề được UBND cấp tỉnh công nhận.",
    PlaceTest.CLASS_1_CITY_WARD: "Trừ phường chuyển từ xã chưa quá 5 năm: khi đó nêu quyết định"
    " thành lập phường.",
}
QUESTIONS = {
    PlaceTest.CENTRAL_CITY_WARD: "Nêu đơn vị hành chính của nơi sản xuất vào ngày xét và căn cứ.",
    PlaceTest.CLASS_1_CITY_WARD: "Nêu loại đô thị vào ngày xét và văn bản công nhận; phường của"
    " thành phố loại 2, loại 3 thuộc địa bàn.",
}


def place(facts: Facts) -> Answer | None:
    """Check the place with the test of the day; cleaner production is supported everywhere."""
    if facts.trade == Trade.CLEANER_PRODUCTION:
        return None
    law = facts.place_law
    if law is None:
        return no_law("địa bàn", field="unit")
    if facts.place is None:
        return asks(
            "Chưa biết cơ sở ở tỉnh, thành phố nào.", cure=NAME_THE_UNIT, law=law, field="unit"
        )
    return _judged(facts.place, law)


def _judged(place: Place, law: PlaceLaw) -> Answer:
    test = PlaceTest(law.outside)
    if place.is_outside is False:
        return passes(f"{place.told}: thuộc địa bàn được hỗ trợ.", law=law, field="unit")
    if place.craft_village and law.counts_craft_village:
        message = f"Nằm trong {place.craft_village}, làng nghề được công nhận."
        return passes(message, law=law, field="craft_village")
    if place.is_outside:
        message = f"{place.told}: {test.label} vào ngày xét nên không thuộc địa bàn."
        return fails(message, cure=CURES[test], law=law, field="unit")
    return asks(
        f"{place.told}: chưa biết có phải là {test.label} vào ngày xét không.",
        cure=QUESTIONS[test] if place.is_unit_known else NAME_THE_UNIT,
        law=law,
        field="unit",
    )
