"""Which records are one: the eight hints of the published lists, studied by hand, and made-up pairs."""

import pytest

from khuyencong.establishments.enums import LegalForm, Trade
from khuyencong.establishments.rules.duplicates import Known, compare
from khuyencong.establishments.rules.products import KnownProduct, compare_products

PROVINCES = frozenset(
    {"quang nam", "da nang", "thai nguyen", "bac kan", "dong thap", "lam dong", "dak lak"}
)
LIMITED, JOINT, COMPANY = (
    LegalForm.LIMITED_COMPANY,
    LegalForm.JOINT_STOCK_COMPANY,
    LegalForm.COMPANY,
)
COOPERATIVE, HOUSEHOLD = LegalForm.COOPERATIVE, LegalForm.BUSINESS_HOUSEHOLD


def known(name, form="", **facts):
    facts.setdefault("province", 1)
    places = PROVINCES | facts.pop("places", frozenset())
    return Known(name=name, legal_form=form, places=places, **facts)


# Each pair as published, whether it is one, and what told so when the sources were read.
HINTS = {
    "E0054 E0051: bronze hangers of the same village firm in Điện Bàn, 2021 and 2023": (
        known("Công ty Làng đúc đồng Phước Kiều", COMPANY, district="dien ban", commune="1"),
        known("Công ty TNHH Làng đúc đồng Phước Kiều", LIMITED, district="dien ban"),
        True,
    ),
    "E0056 E0004: black garlic vermicelli of one cooperative, 2020 and 2023": (
        known("Hợp tác xã dịch vụ sản xuất miến dong Việt Cường", COOPERATIVE),
        known("HTX miến Việt Cường", COOPERATIVE, district="dong hy"),
        True,
    ),
    "E0113 E0112: one list of 2020 names the cooperative and the company with other products": (
        known("Hợp tác xã Sen Việt", COOPERATIVE, source="dong thap 2020"),
        known("Công ty TNHH xuất nhập khẩu Hương Sen Việt", LIMITED, source="dong thap 2020"),
        False,
    ),
    "E0133 E0131: one list of 2022 names both, in Bạch Thông and in Bắc Kạn": (
        known("Công ty Cổ phần nông sản Bắc Kạn", JOINT, district="bach thong", source="bk 2022"),
        known(
            "Công ty cổ phần công nghệ dược liệu Bắc Hà"
            " (tên cũ: Công ty Cổ phần Curcumin Bắc Hà Bắc Kạn)",
            JOINT,
            district="bac kan",
            source="bk 2022",
        ),
        False,
    ),
    "E0217 E0091: wooden wares of Thăng Bình, printed glass of Đà Nẵng": (
        known("Công ty TNHH Mỹ thuật Nam Giao", LIMITED, district="thang binh"),
        known("Công ty TNHH Sản xuất thương mại mỹ thuật Đức Nam", LIMITED),
        False,
    ),
    "E0273 E0272: frozen vegetables and artichoke extract, named by one page": (
        known("Công ty cổ phần nông sản thực phẩm Lâm Đồng", JOINT, source="ocop 2021"),
        known("Công ty cổ phần Dược phẩm Lâm Đồng", JOINT, source="ocop 2021"),
        False,
    ),
    "E0319 E0088: rice noodles of one firm in Đà Nẵng": (
        known("Công ty TNHH Sản xuất Thương mại Đại Cường", LIMITED),
        known("Công ty TNHH MTV sản xuất & thương mại Đại Cường", LIMITED),
        True,
    ),
    "E0354 E0080: macadamia of one firm in Krông Năng": (
        known("Công ty Cổ phần Damaca Nguyên Phương", JOINT, district="krong nang"),
        known("Công ty Damaca Nguyên Phương", COMPANY),
        True,
    ),
}


@pytest.mark.parametrize("hint", HINTS)
def test_the_hints_of_the_published_lists_are_judged_right(hint):
    one, other, is_one = HINTS[hint]
    assert compare(one, other).is_likely is is_one
    assert compare(other, one).score == compare(one, other).score


SEN = known("HTX Sen Hồng", COOPERATIVE, trade=Trade.AGRO_PROCESSING)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (SEN, known("HTX Sen Hồng", COOPERATIVE, province=2), "ở hai tỉnh khác nhau"),
        (
            known("HTX Sen Hồng", tax_code="6000000001"),
            known("HTX Sen Hồng", tax_code="6000000002"),
            "mã số thuế khác nhau",
        ),
        (
            known("Hộ kinh doanh Nguyễn Văn Nam", HOUSEHOLD, commune="1"),
            known("Hộ kinh doanh Nguyễn Văn Nam", HOUSEHOLD, commune="2"),
            "khác xã, phường",
        ),
        (
            known("Cơ sở cà phê Dak", district="a", owner="an"),
            known("Cơ sở cà phê Dak", district="b", owner="binh"),
            "khác huyện cũ",
        ),
        (SEN, known("Công ty TNHH Hoa Hồng Sen", LIMITED), "loại hình khác nhau"),
    ],
)
def test_what_speaks_against_is_told(one, other, reason):
    likeness = compare(one, other)
    assert not likeness.is_likely
    assert any(reason in told for told in likeness.reasons)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (
            known("HTX A", tax_code="6000000001"),
            known("Hợp tác xã B", tax_code="6000000001"),
            "cùng mã số thuế 6000000001",
        ),
        (
            known("Hộ kinh doanh Lê Thị Hà", HOUSEHOLD, commune="1", phone="0905"),
            known("HKD Lê Thị Hà", HOUSEHOLD, commune="1", phone="0905"),
            "cùng điện thoại 0905",
        ),
        (
            known("HTX Thăng Tiến", owner="tran van a", commune="1"),
            known("HTX Thăng Tiên", owner="tran van a", commune="1"),
            "cùng chủ cơ sở",
        ),
        (
            known("Công ty CP Bắc Hà (tên cũ: Công ty CP Curcumin)", JOINT, trade="mechanics"),
            known("Công ty Cổ phần Curcumin", JOINT, trade="mechanics"),
            "tên giống hệt khi bỏ loại hình",
        ),
    ],
)
def test_what_speaks_for_it_is_told(one, other, reason):
    likeness = compare(one, other)
    assert likeness.is_likely
    assert any(reason in told for told in likeness.reasons)


def test_a_branch_is_told_but_counts_neither_way():
    one, other = known("HTX A", tax_code="6000000001"), known("HTX A", tax_code="6000000001-001")
    assert any("chi nhánh" in told for told in compare(one, other).reasons)


def test_other_trades_and_unknown_ones_are_weighed():
    other = known("HTX Sen Hồng", COOPERATIVE, trade=Trade.MECHANICS)
    assert compare(SEN, other).score < compare(SEN, known("HTX Sen Hồng", COOPERATIVE)).score
    assert compare(known("HTX Sen", province=None), known("HTX Sen")).score == 45


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("Cà phê bột Thăng Tiến", "Cà phê bột Thăng Tiến (hộp 500g)", True),
        ("Bộ sản phẩm trà tim sen", "Trà tim sen", True),
        ("Trà tim sen Tâm An", "Trà lá sen Thanh An", False),
        ("Cà phê số 1", "Cà phê số 2", False),
        ("Miến dong tỏi đen Việt Cường", "Miến tỏi đen Việt Cường", True),
    ],
)
def test_products_of_one_maker(one, other, is_one):
    assert compare_products(KnownProduct(one, "2"), KnownProduct(other, "2")).is_likely is is_one


def test_products_of_other_groups_are_less_alike():
    one, other = KnownProduct("Nước mắm", "2"), KnownProduct("Nước mắm", "4")
    assert compare_products(one, other).score == 50
