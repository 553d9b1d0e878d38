"""The lists of pairs that may be one."""

from khuyencong.establishments.enums import (
    Verdict,
)
from khuyencong.establishments.lists.common import TEMPLATE
from khuyencong.establishments.models import (
    EstablishmentPair,
    ProductPair,
)
from khuyencong.ui.lists import Column, Filter, ListDefinition

SIDES = ("first__province", "second__province")


def _pairs(model, code, title, noun, empty_text):
    """Return the list of pairs of one kind of record, those that wait for a decision first."""
    return ListDefinition(
        code=code,
        url_name=f"establishments:{model.prefix}pairs",
        rows=lambda user: model.objects.visible_to(user).telling().select_related(*SIDES),
        title=title,
        noun=noun,
        template=TEMPLATE,
        order=("-verdict", "-score"),
        row_url=lambda row: row.get_absolute_url(),
        empty_text=empty_text,
        columns=(
            Column(code="truoc", label="Ghi trước", field="first__name", detail="first.province"),
            Column(code="sau", label="Ghi sau", field="second__name", detail="second.province"),
            Column(code="muc", label="Giống nhau", field="score", kind="number", sort=("score",)),
            Column(
                code="can-cu",
                label="Vì sao",
                value=lambda row: "; ".join(row.reasons[:3]),
                on_phone=False,
            ),
            Column(
                code="ket-luan",
                label="Kết luận",
                field="verdict",
                kind="badge",
                choices=dict(Verdict.choices),
                tone=lambda row: row.tone,
            ),
        ),
        filters=(
            Filter(code="ket-luan", label="Kết luận", choices=Verdict.choices, apply="verdict"),
        ),
    )


PAIRS = _pairs(
    EstablishmentPair,
    "co-so-trung",
    "Cơ sở có thể trùng",
    "cặp cơ sở",
    "Chưa thấy hai cơ sở nào giống nhau. Danh sách được soát mỗi khi ghi cơ sở và sau mỗi lần nhập.",
)


PRODUCT_PAIRS = _pairs(
    ProductPair,
    "san-pham-trung",
    "Sản phẩm có thể trùng",
    "cặp sản phẩm",
    "Chưa thấy hai sản phẩm nào của một cơ sở giống nhau.",
)
