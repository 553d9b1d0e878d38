"""The list of establishments."""

from django.db.models import Exists, OuterRef, Sum

from khuyencong.establishments.enums import (
    AwardLevel,
    AwardStatus,
    LegalForm,
    Trade,
)
from khuyencong.establishments.forms import CommuneOfManyForm, TradeOfManyForm
from khuyencong.establishments.lists.common import (
    LEVELS,
    PROVINCE,
    TEMPLATE,
    found,
    place,
    provinces,
    ranked,
)
from khuyencong.establishments.models import (
    Award,
    Establishment,
    SupportReceived,
)
from khuyencong.establishments.permissions import EDIT
from khuyencong.establishments.queries import (
    held_from_commune,
    held_from_trade,
    with_list_facts,
)
from khuyencong.establishments.services import restore_many, set_commune, set_trade
from khuyencong.ui.lists import Action, BulkAction, Column, Filter, ListDefinition, Total

YES_NO = [("co", "đã nhận hỗ trợ"), ("chua", "chưa ghi hỗ trợ nào")]


def _with_award(rows, levels):
    won = Award.objects.filter(
        product__establishment=OuterRef("pk"), status=AwardStatus.RECOGNISED, level__in=levels
    )
    return rows.filter(Exists(won))


def _with_support(rows, answers):
    supports = Exists(SupportReceived.objects.filter(establishment=OuterRef("pk")))
    if len(answers) == len(YES_NO):
        return rows
    return rows.filter(supports if "co" in answers else ~supports)


def _supports(establishments):
    return SupportReceived.objects.filter(establishment__in=establishments.values("pk")).order_by()


def _products(establishment):
    return establishment.product_count or None


# Columns of establishments for whoever chooses them: code, label, field, kind.
MORE = (
    ("nganh-nghe", "Ngành nghề", "trade", "text"),
    ("nghe-cu-the", "Sản phẩm, nghề cụ thể", "trade_text", "text"),
    ("xa", "Xã, phường, đặc khu", "unit__name", "text"),
    ("ma-so-thue", "Mã số thuế", "tax_code", "text"),
    ("chu-co-so", "Chủ cơ sở, người đại diện", "owner_name", "text"),
    ("dien-thoai", "Điện thoại", "phone", "text"),
    ("doanh-thu", "Doanh thu năm trước", "revenue_vnd", "million"),
    ("von", "Tổng nguồn vốn", "capital_vnd", "million"),
    ("chu-nu", "Chủ là nữ", "is_woman_owned", "text"),
    ("chu-dan-toc", "Chủ là người dân tộc thiểu số", "is_minority_owned", "text"),
    ("nguon", "Nguồn số liệu", "source_title", "text"),
)


ESTABLISHMENTS = ListDefinition(
    code="co-so",
    url_name="establishments:list",
    rows=lambda user: with_list_facts(Establishment.objects.visible_to(user)),
    title="Cơ sở công nghiệp nông thôn",
    noun="cơ sở",
    template=TEMPLATE,
    search=found,
    rank=ranked,
    search_hint="Tên, nghề, sản phẩm, nơi ở",
    order=("sort_key",),
    row_url=lambda row: row.get_absolute_url(),
    action=Action("Thêm cơ sở", "establishments:create", "establishments.edit"),
    bulk=(
        BulkAction(
            code="nganh-nghe",
            label="Ghi ngành nghề",
            permission=EDIT,
            form=TradeOfManyForm,
            refused=held_from_trade,
            act=set_trade,
            undo=restore_many,
        ),
        BulkAction(
            code="xep-xa",
            label="Xếp vào xã, phường",
            permission=EDIT,
            form=CommuneOfManyForm,
            refused=held_from_commune,
            act=set_commune,
            undo=restore_many,
        ),
    ),
    empty_text="Danh sách chưa có cơ sở nào trong địa bàn của bạn.",
    columns=(
        Column(
            code="ten",
            label="Tên cơ sở",
            field="name",
            detail="trade_text",
            sort=("sort_key",),
            width=48,
        ),
        Column(
            code="loai-hinh",
            label="Loại hình",
            field="legal_form",
            choices=dict(LegalForm.choices),
            on_phone=False,
        ),
        Column(code="noi", label="Nơi sản xuất", field="address_text", value=place, width=40),
        PROVINCE,
        Column(code="lao-dong", label="Lao động", field="employees", kind="number", on_phone=False),
        Column(
            code="san-pham",
            label="Sản phẩm",
            field="product_count",
            value=_products,
            kind="number",
            on_phone=False,
        ),
        Column(
            code="giai",
            label="Được công nhận",
            field="top_level",
            choices=dict(AwardLevel.choices),
        ),
        Column(
            code="ho-tro",
            label="Đã hỗ trợ",
            field="support_vnd",
            kind="million",
            unit="triệu đồng",
            on_phone=False,
        ),
        *(
            Column(
                code=code,
                label=label,
                field=field,
                kind=kind,
                choices=dict(Trade.choices) if field == "trade" else {},
                on_screen=False,
                on_phone=False,
            )
            for code, label, field, kind in MORE
        ),
    ),
    filters=(
        Filter(code="tinh", label="Tỉnh, thành phố", choices=provinces, apply="province__code"),
        Filter(code="loai-hinh", label="Loại hình", choices=LegalForm.choices, apply="legal_form"),
        Filter(code="nghe", label="Ngành nghề", choices=Trade.choices, apply="trade"),
        Filter(
            code="giai",
            label="Sản phẩm tiêu biểu",
            choices=LEVELS,
            apply=_with_award,
            words="có sản phẩm tiêu biểu {}",
        ),
        Filter(code="ho-tro", label="Hỗ trợ", choices=YES_NO, apply=_with_support),
    ),
    totals=(
        Total(
            code="supported_vnd",
            label="đã hỗ trợ",
            expression=Sum("amount_vnd"),
            of=_supports,
            unit="triệu đồng",
        ),
    ),
)
