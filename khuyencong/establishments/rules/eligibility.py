"""Whether an establishment may benefit on a day: the rules, and what they find.

The law of the day stands in dated rows; each rule here compares the facts with the rows it is
given, so that a decree in force from tomorrow changes tomorrow's findings alone.
"""

import datetime as dt

from khuyencong.core.findings import Finding
from khuyencong.establishments.rules import enterprise, place
from khuyencong.establishments.rules.facts import Facts
from khuyencong.establishments.rules.rule import Rule

DECREE_45_FROM = dt.date(2012, 7, 5)

RULES = (
    Rule(
        code="eligibility.legal_form",
        sentence="Loại hình của cơ sở phải có trong danh sách đối tượng của ngày xét.",
        citation="NĐ 45/2012/NĐ-CP Điều 1 khoản 2",
        first_on=DECREE_45_FROM,
        check=enterprise.legal_form,
    ),
    Rule(
        code="eligibility.size",
        sentence="Doanh nghiệp phải là doanh nghiệp nhỏ và vừa theo quy định của ngày xét.",
        citation="NĐ 45/2012/NĐ-CP Điều 1 khoản 2",
        first_on=DECREE_45_FROM,
        check=enterprise.size,
    ),
    Rule(
        code="eligibility.trade",
        sentence="Ngành nghề phải thuộc danh mục được hưởng chính sách khuyến công của ngày xét.",
        citation="NĐ 45/2012/NĐ-CP Điều 5",
        first_on=DECREE_45_FROM,
        check=enterprise.trade,
    ),
    Rule(
        code="eligibility.place",
        sentence="Nơi sản xuất phải thuộc địa bàn được hỗ trợ của ngày xét.",
        citation="NĐ 45/2012/NĐ-CP Điều 1 khoản 2",
        first_on=DECREE_45_FROM,
        check=place.place,
    ),
)


def findings(facts: Facts) -> tuple[Finding, ...]:
    """Return what each rule of the day finds, at most one finding a rule."""
    found = (rule.apply(facts) for rule in RULES if rule.governs(facts.on))
    return tuple(finding for finding in found if finding is not None)
