"""The lists of the register: establishments, products, craft villages."""

from django.db.models import Exists, OuterRef, Sum

from khuyencong.core.clock import today
from khuyencong.core.search import matching
from khuyencong.establishments.enums import (
    LADDER,
    AwardLevel,
    AwardStatus,
    EvidenceKind,
    LegalForm,
    ProductGroup,
    Trade,
    Verdict,
)
from khuyencong.establishments.forms import CommuneOfManyForm, TradeOfManyForm
from khuyencong.establishments.models import (
    Award,
    Establishment,
    EstablishmentPair,
    Evidence,
    Product,
    ProductPair,
    SupportReceived,
)
from khuyencong.establishments.permissions import EDIT
from khuyencong.establishments.queries import (
    craft_villages_in,
    held_from_commune,
    held_from_trade,
    provinces_seen_by,
    with_awards,
    with_list_facts,
)
from khuyencong.establishments.services import restore_many, set_commune, set_trade
from khuyencong.ui.lists import LISTS, Action, BulkAction, Column, Filter, ListDefinition, Total

LEVELS = [(level.value, level.label) for level in reversed(LADDER)]
YES_NO = [("co", "đã nhận hỗ trợ"), ("chua", "chưa ghi hỗ trợ nào")]


def _provinces(user):
    return [(p.code, p.name) for p in provinces_seen_by(user)]


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


def _product_award(rows, levels):
    won = Award.objects.filter(product=OuterRef("pk"), level__in=levels)
    return rows.filter(Exists(won))


def _product_year(rows, years):
    return rows.filter(Exists(Award.objects.filter(product=OuterRef("pk"), year__in=years)))


def _years(user):
    years = Award.objects.exclude(year=None).values_list("year", flat=True).distinct()
    return [(str(year), str(year)) for year in years.order_by("-year")]


def _found(rows, text):
    return rows.search(text)


def _ranked(rows, text):
    return rows.nearest(text)


def _place(establishment):
    """Show the unit of today, else the published address where it tells more than the province."""
    if establishment.unit:
        return str(establishment.unit)
    province = establishment.province.name if establishment.province else ""
    return establishment.address_text if establishment.address_text != province else ""


def _products(establishment):
    return establishment.product_count or None


def _maker(product):
    return product.establishment.name if product.establishment else product.maker_text


PROVINCE = Column(
    code="tinh", label="Tỉnh, thành phố", field="province__name", sort=("province__sort_key",)
)

SIDES = ("first__province", "second__province")
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

TEMPLATE = "establishments/list.html"  # the lists stand beside one another as tabs

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


ESTABLISHMENTS = ListDefinition(
    code="co-so",
    url_name="establishments:list",
    rows=lambda user: with_list_facts(Establishment.objects.visible_to(user)),
    title="Cơ sở công nghiệp nông thôn",
    noun="cơ sở",
    template=TEMPLATE,
    search=_found,
    rank=_ranked,
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
        Column(code="noi", label="Nơi sản xuất", field="address_text", value=_place, width=40),
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
        Filter(code="tinh", label="Tỉnh, thành phố", choices=_provinces, apply="province__code"),
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

PRODUCTS = ListDefinition(
    code="san-pham",
    url_name="establishments:products",
    rows=lambda user: with_awards(Product.objects.visible_to(user)),
    title="Sản phẩm công nghiệp nông thôn",
    noun="sản phẩm",
    template=TEMPLATE,
    search=_found,
    rank=_ranked,
    search_hint="Tên sản phẩm, cơ sở, nơi ở",
    order=("sort_key",),
    row_url=lambda row: row.get_absolute_url(),
    empty_text="Sản phẩm được thêm từ trang của từng cơ sở.",
    columns=(
        Column(code="ten", label="Tên sản phẩm", field="name", sort=("sort_key",), width=48),
        Column(
            code="co-so",
            label="Cơ sở",
            field="maker",
            value=_maker,
            width=40,
        ),
        PROVINCE,
        Column(
            code="nhom",
            label="Nhóm",
            field="group",
            choices=dict(ProductGroup.choices),
            on_phone=False,
        ),
        Column(
            code="giai",
            label="Cấp cao nhất",
            field="top_level",
            choices=dict(AwardLevel.choices),
        ),
        Column(code="nam", label="Năm gần nhất", field="last_year", on_phone=False),
    ),
    filters=(
        Filter(code="tinh", label="Tỉnh, thành phố", choices=_provinces, apply="province__code"),
        Filter(code="nhom", label="Nhóm sản phẩm", choices=ProductGroup.choices, apply="group"),
        Filter(code="giai", label="Cấp bình chọn", choices=LEVELS, apply=_product_award),
        Filter(
            code="nam", label="Năm", choices=_years, apply=_product_year, words="bình chọn năm {}"
        ),
    ),
)

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

for _definition in (ESTABLISHMENTS, PRODUCTS, CRAFT_VILLAGES, PAIRS, PRODUCT_PAIRS):
    LISTS.register(_definition)
