"""What stands against taking running schemes over, before anybody tries."""

from collections import Counter
from collections.abc import Iterable, Iterator

from khuyencong.accounts.models import Organisation
from khuyencong.budget.enums import Source
from khuyencong.budget.queries import pool
from khuyencong.core.clock import today
from khuyencong.core.findings import Finding
from khuyencong.schemes.kinds import KINDS
from khuyencong.schemes.rules.facts import block
from khuyencong.schemes.rules.money import million
from khuyencong.schemes.rules.standing import Standing, check_standing


def standing_findings(*, name: str, kind: str, fund: str, standing: Standing) -> list[Finding]:
    """Return everything that stands against one scheme as described."""
    return [*_of_kind(name, kind, fund), *check_standing(standing, today=today())]


def shortages(
    granted: Iterable[tuple[int, str, int]], organisation: Organisation
) -> dict[tuple[int, str], Finding]:
    """Return the pools (year, fund) that do not hold what was granted from them, in đồng."""
    needed: Counter[tuple[int, str]] = Counter()
    for year, fund, amount in granted:
        needed[year, fund] += amount
    return {
        (year, fund): _shortage(organisation, year, fund, has=has, wanted=wanted)
        for (year, fund), wanted in needed.items()
        if (has := pool(organisation, year, fund)) < wanted
    }


def _of_kind(name: str, kind: str, fund: str) -> Iterator[Finding]:
    known = KINDS.get(kind)
    if known is None or fund not in known.funds:
        yield block("take_over.kind", "Chọn loại đề án của nguồn này.", field="kind")
    if not name.strip():
        yield block("take_over.name", "Ghi tên đề án.", field="name")


def _shortage(
    organisation: Organisation, year: int, fund: str, *, has: int, wanted: int
) -> Finding:
    return block(
        "take_over.shortage",
        f"Dự toán {Source(fund).label} năm {year} của {organisation} còn {million(has)},"
        f" các đề án tiếp nhận đã được duyệt {million(wanted)}.",
        field="year",
        cure="Kế toán ghi quyết định giao dự toán của năm đó trước, tại Ngân sách.",
    )
