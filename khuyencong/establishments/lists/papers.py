"""The list of the papers in the lockers."""

from khuyencong.core.clock import today
from khuyencong.core.search import matching
from khuyencong.establishments.enums import (
    EvidenceKind,
)
from khuyencong.establishments.lists.common import TEMPLATE
from khuyencong.establishments.models import (
    Evidence,
)
from khuyencong.ui.lists import Column, Filter, ListDefinition

ENDINGS = (("sap-het", "sắp hết hạn (60 ngày)"), ("da-het", "đã hết hạn"))


def _paper_ending(papers, chosen):
    kept = papers.none()
    if "sap-het" in chosen:
        kept = kept | papers.ending(today())
    if "da-het" in chosen:
        kept = kept | papers.ended(today())
    return kept


def _paper_found(papers, text):
    return matching(papers, text, "title", "number", "issuer", "establishment__name")


EVIDENCE = ListDefinition(
    code="giay-to",
    url_name="establishments:evidence",
    rows=lambda user: Evidence.objects.visible_to(user).select_related("establishment", "file"),
    title="Giấy tờ của cơ sở",
    noun="giấy tờ",
    template=TEMPLATE,
    search=_paper_found,
    search_hint="Tên giấy tờ, số, nơi cấp, cơ sở",
    order=("expires_on", "pk"),
    row_url=lambda row: f"{row.establishment.get_absolute_url()}#giay-to",
    empty_text="Giấy tờ được cất từ trang của từng cơ sở; phần mềm nhắc trước khi hết hạn.",
    columns=(
        Column(code="ten", label="Giấy tờ", field="title", detail="number", width=40),
        Column(code="loai", label="Loại", field="kind", choices=dict(EvidenceKind.choices)),
        Column(code="co-so", label="Cơ sở", field="establishment__name", width=36),
        Column(code="noi-cap", label="Nơi cấp", field="issuer", on_phone=False),
        Column(code="ngay-cap", label="Ngày cấp", field="issued_on", kind="day", on_phone=False),
        Column(
            code="het-han", label="Hết hạn", field="expires_on", kind="day", sort=("expires_on",)
        ),
    ),
    filters=(
        Filter(code="loai", label="Loại giấy tờ", choices=EvidenceKind.choices, apply="kind"),
        Filter(code="han", label="Thời hạn", choices=ENDINGS, apply=_paper_ending),
    ),
)
