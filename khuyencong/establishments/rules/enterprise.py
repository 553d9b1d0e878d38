"""Legal form, size and trade of an establishment."""

from khuyencong.core.money import format_vnd
from khuyencong.establishments.enums import ENTERPRISES, LegalForm, Trade
from khuyencong.establishments.rules.facts import Facts, SizeLaw, TradeLaw
from khuyencong.establishments.rules.rule import (
    Answer,
    all_verified,
    asks,
    fails,
    no_law,
    passes,
)
from khuyencong.norms import enums as norms

# Words of the published lists that leave open under which form a site is registered.
OPEN_FORMS = frozenset({LegalForm.PRODUCTION_SITE, LegalForm.UNKNOWN})


def legal_form(facts: Facts) -> Answer:
    """Check the legal form against the forms that the law of the day names."""
    form = LegalForm(facts.legal_form)
    if not facts.forms:
        return no_law("loại hình được hỗ trợ", field="legal_form")
    code = norms.LegalForm.ENTERPRISE if form in ENTERPRISES else form.value
    named = next((law for law in facts.forms if law.form == code), None)
    if named:
        return passes(f"Loại hình {form.label} thuộc đối tượng.", law=named, field="legal_form")
    if form in OPEN_FORMS:
        return asks(
            f"Loại hình ghi là “{form.label}”, chưa biết đăng ký theo hình thức nào.",
            cure="Ghi loại hình theo giấy đăng ký.",
            law=facts.forms[0],
            field="legal_form",
        )
    return fails(
        f"Loại hình {form.label} không có trong danh sách đối tượng vào ngày xét.",
        cure="Người thụ hưởng phải là cơ sở trực tiếp sản xuất có loại hình được nêu.",
        law=facts.forms[0],
        is_sure=all_verified(facts.forms),
        field="legal_form",
    )


def size(facts: Facts) -> Answer | None:
    """Check that an enterprise is small or medium; the other forms have no limit of size."""
    if facts.legal_form not in ENTERPRISES or facts.trade == Trade.CLEANER_PRODUCTION:
        return None
    law = facts.size_law
    if law is None:
        return no_law("doanh nghiệp nhỏ và vừa", field="employees")
    is_sme = _is_sme(facts, law)
    if is_sme is None:
        return asks(
            "Chưa đủ số liệu để xác định doanh nghiệp nhỏ và vừa.",
            cure="Ghi số lao động, doanh thu năm trước hoặc tổng nguồn vốn.",
            law=law,
            field="employees",
        )
    limits = _limits(law)
    if is_sme:
        return passes(f"Là doanh nghiệp nhỏ và vừa: {limits}.", law=law, field="employees")
    return fails(
        f"Quy mô vượt ngưỡng doanh nghiệp nhỏ và vừa: {limits}.",
        cure="Kiểm tra lại số lao động, doanh thu, nguồn vốn.",
        law=law,
        field="employees",
    )


def _is_sme(facts: Facts, law: SizeLaw) -> bool | None:
    staff = _within(facts.employees, law.employees_max)
    pairs = (
        (facts.revenue_vnd, law.revenue_max_vnd),
        (facts.capital_vnd, law.capital_max_vnd),
    )
    money = [_within(value, limit) for value, limit in pairs if limit is not None]
    if law.is_either:
        return _any([staff, *money])
    little_money = _any(money) if money else True
    if False in {staff, little_money}:
        return False
    return None if None in {staff, little_money} else True


def _within(value: int | None, limit: int) -> bool | None:
    return None if value is None else value <= limit


def _any(tests: list[bool | None]) -> bool | None:
    """Return whether one holds; None when that hangs on what is not known."""
    if True in tests:
        return True
    return None if None in tests else False


def _limits(law: SizeLaw) -> str:
    pairs = (("doanh thu", law.revenue_max_vnd), ("nguồn vốn", law.capital_max_vnd))
    money = [f"{name} {format_vnd(limit)} đồng" for name, limit in pairs if limit is not None]
    joint = "hoặc" if law.is_either else "và"
    return f"không quá {law.employees_max} lao động {joint} {' hoặc '.join(money)}"


def trade(facts: Facts) -> Answer:
    """Check the trade against the trades that the law of the day supports."""
    code = Trade(facts.trade)
    if not facts.trades:
        return no_law("ngành nghề được hỗ trợ", field="trade")
    if code is Trade.UNKNOWN:
        return asks(
            "Chưa rõ ngành nghề của cơ sở.",
            cure="Chọn ngành nghề theo NĐ 45/2012/NĐ-CP Điều 5.",
            law=facts.trades[0],
            field="trade",
        )
    named = next((law for law in facts.trades if law.trade == code), None)
    if named is None:
        return fails(
            f"Ngành {code.label} không thuộc danh mục vào ngày xét.",
            cure="Chỉ hỗ trợ phần sản xuất thuộc ngành nghề trong danh mục.",
            law=facts.trades[0],
            is_sure=all_verified(facts.trades),
            field="trade",
        )
    if named.is_difficult_area_only:
        return _in_difficult_area(facts, named)
    return passes(f"Ngành {code.label} thuộc danh mục.", law=named, field="trade")


def _in_difficult_area(facts: Facts, law: TradeLaw) -> Answer:
    is_difficult = facts.place.is_difficult if facts.place else None
    label = Trade(facts.trade).label
    if is_difficult:
        return passes(f"Ngành {label} tại địa bàn khó khăn.", law=law, field="trade")
    if is_difficult is None:
        return asks(
            f"Ngành {label} chỉ được hỗ trợ ở địa bàn khó khăn; chưa biết nơi này có thuộc danh"
            " mục địa bàn khó khăn không.",
            cure="Nêu danh mục địa bàn khó khăn của ngày xét và căn cứ.",
            law=law,
            field="unit",
        )
    return fails(
        f"Ngành {label} chỉ được hỗ trợ ở địa bàn khó khăn, đặc biệt khó khăn.",
        cure="Chỉ hỗ trợ khi nơi sản xuất thuộc danh mục địa bàn khó khăn.",
        law=law,
        field="trade",
    )
