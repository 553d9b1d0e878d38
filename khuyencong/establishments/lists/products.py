"""The list of products."""

from django.db.models import Exists, OuterRef

from khuyencong.establishments.enums import (
    AwardLevel,
    ProductGroup,
)
from khuyencong.establishments.lists.common import (
    LEVELS,
    PROVINCE,
    TEMPLATE,
    found,
    provinces,
    ranked,
)
from khuyencong.establishments.models import (
    Award,
    Product,
)
from khuyencong.establishments.queries import (
    with_awards,
)
from khuyencong.ui.lists import Column, Filter, ListDefinition


def _product_award(rows, levels):
    won = Award.objects.filter(product=OuterRef("pk"), level__in=levels)
    return rows.filter(Exists(won))


def _product_year(rows, years):
    return rows.filter(Exists(Award.objects.filter(product=OuterRef("pk"), year__in=years)))


def _years(user):
    years = Award.objects.exclude(year=None).values_list("year", flat=True).distinct()
    return [(str(year), str(year)) for year in years.order_by("-year")]


def _maker(product):
    return product.establishment.name if product.establishment else product.maker_text


PRODUCTS = ListDefinition(
    code="san-pham",
    url_name="establishments:products",
    rows=lambda user: with_awards(Product.objects.visible_to(user)),
    title="Sản phẩm công nghiệp nông thôn",
    noun="sản phẩm",
    template=TEMPLATE,
    search=found,
    rank=ranked,
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
        Filter(code="tinh", label="Tỉnh, thành phố", choices=provinces, apply="province__code"),
        Filter(code="nhom", label="Nhóm sản phẩm", choices=ProductGroup.choices, apply="group"),
        Filter(code="giai", label="Cấp bình chọn", choices=LEVELS, apply=_product_award),
        Filter(
            code="nam", label="Năm", choices=_years, apply=_product_year, words="bình chọn năm {}"
        ),
    ),
)
