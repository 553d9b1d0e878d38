"""Products and their results in the selections."""

from django.shortcuts import get_object_or_404, render

from khuyencong.core.clock import today
from khuyencong.establishments.forms import AwardForm, ProductForm
from khuyencong.establishments.lists import PRODUCTS
from khuyencong.establishments.models import Product
from khuyencong.establishments.permissions import EDIT, may_edit
from khuyencong.establishments.queries import history_with_changes, name_of
from khuyencong.establishments.services import add_product, edit_product, record_award
from khuyencong.establishments.views.establishments import visible
from khuyencong.establishments.views.saving import done, form_page, tabbed_list
from khuyencong.ui.access import requires, signed_in
from khuyencong.ui.forms import attempt


def _visible(request, public_id):
    rows = Product.objects.visible_to(request.user)
    rows = rows.select_related("province", "establishment", "old_unit__parent__parent")
    return get_object_or_404(rows, public_id=public_id)


@signed_in
def index(request):
    return tabbed_list(request, PRODUCTS)


@signed_in
def detail(request, public_id):
    product = _visible(request, public_id)
    context = {
        "product": product,
        "old_place": name_of(product.old_unit),
        "awards": product.awards.all(),
        "history": history_with_changes(product),
        "may_edit": may_edit(request.user, product.province),
    }
    return render(request, "establishments/product.html", context)


@requires(EDIT)
def create(request, public_id):
    establishment = visible(request, public_id)
    form = ProductForm(request.POST or None)
    made = attempt(
        form,
        lambda typed: add_product(
            establishment=establishment, by=request.user, on=today(), **form.changes
        ),
    )
    if made:
        return done(request, f"Đã thêm sản phẩm {made}.", establishment)
    return form_page(request, form, title="Thêm sản phẩm", establishment=establishment)


@requires(EDIT)
def edit(request, public_id):
    product = _visible(request, public_id)
    form = _form_of(product, request.POST or None)
    changed = attempt(
        form,
        lambda typed: edit_product(
            product=product,
            version=typed["version"],
            changes=form.changes,
            by=request.user,
            on=today(),
        ),
        fresh=lambda: _form_of(_visible(request, public_id)),
    )
    if changed:
        return done(request, "Đã lưu thay đổi.", changed)
    return form_page(request, form, title=f"Sửa sản phẩm {product}", product=product)


@requires(EDIT)
def add_award(request, public_id):
    product = _visible(request, public_id)
    form = AwardForm(request.POST or None)
    made = attempt(
        form,
        lambda typed: record_award(product=product, by=request.user, on=today(), **typed),
    )
    if made:
        return done(request, f"Đã ghi kết quả {made}.", product)
    return form_page(request, form, title=f"Ghi kết quả bình chọn của {product}", product=product)


def _form_of(product, typed=None):
    return ProductForm(typed, initial=ProductForm.initial_of(product))
