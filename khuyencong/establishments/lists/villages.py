"""The list of craft villages."""

from khuyencong.establishments.lists.common import TEMPLATE
from khuyencong.establishments.queries import (
    craft_villages_in,
    provinces_seen_by,
)
from khuyencong.ui.lists import Action, Column, ListDefinition

CRAFT_VILLAGES = ListDefinition(
    code="lang-nghe",
    url_name="establishments:craft_villages",
    rows=lambda user: craft_villages_in(provinces_seen_by(user)),
    title="Làng nghề được công nhận",
    noun="làng nghề",
    row_url=lambda row: row.get_absolute_url(),
    template=TEMPLATE,
    order=("name",),
    action=Action("Ghi làng nghề", "establishments:craft_village_create", "establishments.edit"),
    empty_text="Ghi làng nghề được UBND cấp tỉnh công nhận: cơ sở trong làng nghề vẫn được hỗ trợ"
    " dù ở phường của thành phố trực thuộc Trung ương.",
    columns=(
        Column(code="ten", label="Tên làng nghề", field="name"),
        Column(code="noi", label="Xã, phường, đặc khu", field="unit__name", value="unit"),
        Column(code="quyet-dinh", label="Quyết định công nhận", field="decision_no"),
        Column(
            code="tu-ngay",
            label="Từ ngày",
            field="recognised__startswith",
            value="recognised.lower",
            kind="day",
        ),
        Column(
            code="thu-hoi",
            label="Thu hồi từ ngày",
            field="recognised__endswith",
            value="recognised.upper",
            kind="day",
        ),
    ),
)
