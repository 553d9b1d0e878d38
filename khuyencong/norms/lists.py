from django.urls import reverse

from khuyencong.core.text import clean
from khuyencong.norms.enums import Certainty, InstrumentKind
from khuyencong.norms.queries import visible_instruments
from khuyencong.ui.lists import LISTS, Action, Column, Filter, ListDefinition


def search(queryset, text):
    for word in clean(text).split():
        queryset = queryset.filter(title__unaccent__icontains=word) | queryset.filter(
            number__unaccent__icontains=word
        )
    return queryset


INSTRUMENTS = ListDefinition(
    code="van-ban",
    url_name="norms:instruments",
    rows=visible_instruments,
    title="Văn bản pháp luật về khuyến công",
    noun="văn bản",
    columns=(
        Column(
            code="so",
            label="Số, ký hiệu",
            field="number",
            value=str,
            detail=lambda row: row.title,
            sort=("number",),
        ),
        Column(code="co-quan", label="Cơ quan ban hành", field="issuer", sort=("issuer",)),
        Column(
            code="ban-hanh",
            label="Ban hành",
            field="issued_on",
            kind="day",
            sort=("issued_on",),
            on_phone=False,
        ),
        Column(
            code="hieu-luc",
            label="Hiệu lực từ",
            field="in_force_on",
            kind="day",
            sort=("in_force_on",),
        ),
        Column(
            code="do-chac",
            label="Độ chắc chắn",
            field="certainty",
            kind="badge",
            choices=dict(Certainty.choices),
            tone=lambda row: "done" if row.certainty == Certainty.VERIFIED else "wait",
        ),
        Column(
            code="so-lieu",
            label="Đã có số liệu",
            field="has_figures",
            value="has_figures",
            on_phone=False,
        ),
    ),
    order=("-known_on", "number"),
    empty_text="Văn bản đi kèm phần mềm được nạp khi cài đặt; văn bản của tỉnh do đơn vị nhập.",
    filters=(
        Filter(code="loai", label="Loại", choices=InstrumentKind.choices, apply="kind"),
        Filter(code="chac", label="Độ chắc chắn", choices=Certainty.choices, apply="certainty"),
    ),
    search=search,
    search_hint="Tìm theo số hoặc trích yếu",
    row_url=lambda row: reverse("norms:instrument", args=[row.public_id]),
    action=Action("Nhập văn bản", "norms:new_instrument", "norms.enter"),
)

LISTS.register(INSTRUMENTS)
