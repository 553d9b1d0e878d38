"""Writing down what was published before the records begin."""

import datetime as dt
from collections.abc import Collection, Sequence

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import require_permission
from khuyencong.audit.services import record
from khuyencong.core.findings import Finding, Severity, require
from khuyencong.core.service import service
from khuyencong.desk.services import forget
from khuyencong.reports.definitions import indicator_codes
from khuyencong.reports.events import FIGURES_DECLARED, FIGURES_FORGOTTEN
from khuyencong.reports.models import DeclaredFigure


@service("reports.declare_figures")
def declare_figures(
    rows: Sequence[DeclaredFigure], *, source: str, by: User | None, on: dt.date
) -> int:
    """Write down published figures whose `reference` is new; return how many were.

    A figure once declared is never changed by another load. Raises Refusal if the person may not
    speak for an area.
    """
    for area in {row.area for row in rows}:
        require_permission(by, "reports.declare", area=area)
    known = set(
        DeclaredFigure.objects.filter(reference__in=[r.reference for r in rows]).values_list(
            "reference", flat=True
        )
    )
    new = [row for row in rows if row.reference not in known]
    if new:
        DeclaredFigure.objects.bulk_create(new)
        record(FIGURES_DECLARED, by=by, on=on, count=len(new), source=source)
    return len(new)


@service("reports.declare_figure")
def declare_figure(*, figure: DeclaredFigure, by: User, on: dt.date) -> DeclaredFigure:
    """Write down one published figure entered by a person; its period and source must be known."""
    require(_gaps(figure, on))
    figure.reference = f"KB-{figure.public_id}"
    declare_figures([figure], source=figure.source_title, by=by, on=on)
    return figure


@service("reports.forget_figures")
def forget_figures(*, keys: Collection[int], by: User | None, on: dt.date) -> int:
    """Take figures back that a list brought in by mistake; return how many."""
    rows = DeclaredFigure.objects.filter(pk__in=keys)
    locked = list(rows.select_for_update(of=("self",)).select_related("area"))
    for area in {figure.area for figure in locked}:
        require_permission(by, "reports.declare", area=area)
    forget(rows)
    if locked:
        record(FIGURES_FORGOTTEN, by=by, on=on, count=len(locked))
    return len(locked)


def _gaps(figure: DeclaredFigure, on: dt.date) -> list[Finding]:
    gaps = []
    if figure.indicator not in indicator_codes():
        gaps.append(_gap("indicator", "Chỉ tiêu này không có trong báo cáo nào.", "Chọn chỉ tiêu."))
    if figure.last_on and figure.last_on > on:
        gaps.append(
            _gap("last_on", "Kỳ của số liệu chưa kết thúc.", "Ghi sau ngày cuối kỳ, hoặc sửa kỳ.")
        )
    if not figure.source_title.strip():
        gaps.append(_gap("source_title", "Số liệu công bố phải có nguồn.", "Ghi tên văn bản, báo."))
    return gaps


def _gap(field: str, message: str, cure: str) -> Finding:
    return Finding(
        code=f"reports.figure_{field}",
        severity=Severity.BLOCK,
        message=message,
        field=field,
        cure=cure,
    )
