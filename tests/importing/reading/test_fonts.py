"""Old fonts: real names typed in TCVN3 and VNI come back as they were."""

import csv
import unicodedata

import pytest

from khuyencong.importing.reading.fonts import FOREIGN, strangeness, to_unicode
from khuyencong.importing.reading.words import calmed, is_shouted, opened, tidy, written_out
from tests.importing.layouts.legacy import can_be_tcvn3, tcvn3, vni
from tests.importing.layouts.paper import SAMPLE


def real_names():
    for name, column in (("establishments", "name"), ("products", "product_name")):
        with (SAMPLE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["name_lang"] == "vi"]
            yield from (" ".join(row[column].split()) for row in rows)


NAMES = sorted(set(real_names()))


def test_names_in_unicode_are_left_alone():
    assert [name for name in NAMES if to_unicode(name).font] == []


@pytest.mark.parametrize(("typed", "can_be"), [(tcvn3, can_be_tcvn3), (vni, bool)])
def test_names_in_an_old_font_come_back(typed, can_be):
    back = {name: to_unicode(typed(name)) for name in filter(can_be, NAMES)}
    lost = {n: b for n, b in back.items() if b.text.lower() != n.lower() and b.is_sure}
    unsure = [name for name, b in back.items() if not b.is_sure]
    assert lost == {}
    assert len(unsure) <= 0.01 * len(NAMES), unsure


def test_a_text_that_may_be_either_is_doubted_unless_the_font_is_known():
    assert to_unicode("Sôn La").text == "Sơn La"
    assert not to_unicode("Sôn La").is_sure
    assert to_unicode("Sôn La", "VNI") == ("Sơn La", "VNI", True)


def test_only_the_part_in_an_old_font_is_turned():
    mixed = "Công ty Đức Thịnh\nxaõ Tieân Myõ"
    assert to_unicode(mixed).text == "Công ty Đức Thịnh\nxã Tiên Mỹ"


def test_capitals_of_tcvn3_are_levelled():
    assert to_unicode("TØNH L¹NG S¥N").text == "TỈNH LẠNG SƠN"
    assert to_unicode("UBND TØNH Hµ Giang").text == "UBND TỈNH Hà Giang"


def test_what_is_no_vietnamese_is_strange():
    assert strangeness("Hợp tác xã") == 0
    assert strangeness("Hîp t\u00b8c x·") >= FOREIGN


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        (unicodedata.normalize("NFD", "Đắk Lắk"), "Đắk Lắk"),
        ("  Hộ  kinh doanh ", "Hộ kinh doanh"),
        ("xã\u00a0Bình\u00a0Trị", "xã Bình Trị"),
        ("Hoàng\u200b Long", "Hoàng Long"),
        ("n­íc m¾m", "nước mắm"),
    ],
)
def test_texts_are_put_in_order_and_it_is_told(stored, text):
    assert tidy(stored).text == text
    assert tidy(stored).healed


def test_capitals_that_tcvn3_could_not_write_are_given_back():
    assert opened("ống hút tre") == ("Ống hút tre", (), True)
    assert opened("Ngô Thị ánh Hồng").text == "Ngô Thị Ánh Hồng"
    assert opened("Hộ kinh doanh ốc bưu đen").text == "Hộ kinh doanh Ốc bưu đen"
    assert not opened("Nước mắm Mỹ á").is_sure
    assert opened("trà song ẩm").text == "Trà song ẩm".replace("T", "t", 1)


def test_names_in_capitals_are_calmed_and_guesses_doubted():
    assert is_shouted("HỢP TÁC XÃ AN QUANG")
    assert not is_shouted("VPD LIVE 2020")
    assert calmed("HỢP TÁC XÃ AN QUANG")[::2] == ("Hợp tác xã An Quang", True)
    assert calmed("CƠ SỞ MỘC HÙNG NGA").is_sure is False
    assert calmed("HUYỆN ĐỨC HÒA").text == "Huyện Đức Hòa"


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Cty TNHH Sơn Tiến", "Công ty TNHH Sơn Tiến"),
        ("X. Hòa Thạnh, H. Tam Bình", "xã Hòa Thạnh, huyện Tam Bình"),
        ("H.Đồng Hỷ", "huyện Đồng Hỷ"),
        ("HKD Nguyễn Đình Giáp", "Hộ kinh doanh Nguyễn Đình Giáp"),
        ("TP. Tam Kỳ", "TP. Tam Kỳ"),
    ],
)
def test_short_words_are_written_out(short, full):
    assert written_out(short) == full
