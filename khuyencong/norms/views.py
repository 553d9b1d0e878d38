from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khuyencong.audit.queries import history_of
from khuyencong.core.clock import today
from khuyencong.core.findings import Refusal
from khuyencong.geography.enums import UnitLevel
from khuyencong.geography.models import AdminUnit
from khuyencong.geography.queries import provinces_on, units_today
from khuyencong.norms import services
from khuyencong.norms.enums import Fund
from khuyencong.norms.forms import DayForm, InstrumentForm, ScanForm, WithdrawForm, forms_for
from khuyencong.norms.lists import INSTRUMENTS
from khuyencong.norms.models import TABLES, Scan
from khuyencong.norms.permissions import CONFIRM, ENTER, VIEW, may
from khuyencong.norms.queries import (
    law_of,
    rows_of,
    rows_with_scope_of,
    visible_instruments,
    visible_row,
    waiting_rows,
)
from khuyencong.ui.access import requires
from khuyencong.ui.listing import list_response

either = require_http_methods(["GET", "POST"])


@requires(VIEW)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show the law of a day for a fund and a province."""
    form, day, provinces = _day_form(request)
    chosen = form.cleaned_data
    is_local = chosen.get("quy") == Fund.LOCAL
    province = next((p for p in provinces if p.public_id == chosen.get("tinh")), None)
    law = law_of(on=day, fund=Fund.LOCAL if is_local else Fund.NATIONAL, province=province)
    context = {"form": form, "law": law, "day": day, "province": province, "is_local": is_local}
    return render(request, "norms/index.html", context)


def _day_form(request):
    """Return the form with what it says or, where it says nothing, the person's own province."""
    first = DayForm(request.GET, provinces=())
    first.is_valid()
    day = first.cleaned_data.get("ngay") or today()
    provinces = list(provinces_on(day))
    mine = [p for p in provinces if may(request.user, VIEW, p)]
    asked = _province_then(request.GET.get("tinh", ""), day)
    given = {
        "ngay": request.GET.get("ngay") or day,
        "quy": request.GET.get("quy") or (Fund.LOCAL if len(mine) == 1 else Fund.NATIONAL),
        "tinh": (asked or (mine or provinces)[0]).public_id,
    }
    form = DayForm(given, provinces=provinces)
    form.is_valid()
    return form, day, provinces


def _province_then(public_id, day):
    """Return the province as it was on the day: of its name if there was one, else on its ground."""
    unit = AdminUnit.objects.filter(public_id=public_id, level=UnitLevel.PROVINCE).first()
    then = units_today(unit, day) if unit else []
    return next((u for u in then if u.name == unit.name), then[0] if then else None)


@requires(VIEW)
@require_safe
def instruments(request: HttpRequest) -> HttpResponseBase:
    return list_response(request, INSTRUMENTS)


@requires(ENTER)
@either
def new_instrument(request: HttpRequest) -> HttpResponse:
    form = InstrumentForm(request.POST or None, user=request.user, on=today())
    if request.method == "POST" and form.is_valid():
        try:
            document = services.enter_instrument(**form.cleaned_data, by=_me(request), on=today())
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            return redirect(document)
    context = {"form": form, "title": "Nhập văn bản", "code": "instrument"}
    return render(request, "norms/form.html", context)


@requires(VIEW)
@require_safe
def instrument(request: HttpRequest, public_id: str) -> HttpResponse:
    return _instrument_page(request, public_id, ScanForm())


@requires(ENTER)
@require_POST
def attach_scan(request: HttpRequest, public_id: str) -> HttpResponse:
    form = ScanForm(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["scan"]
        try:
            services.attach_scan(
                instrument=_instrument(request, public_id),
                name=upload.name,
                data=upload.read(services.MOST_BYTES + 1),
                by=_me(request),
                on=today(),
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, "Đã lưu bản chụp.")
            return redirect("norms:instrument", public_id)
    return _instrument_page(request, public_id, form)


def _instrument_page(request, public_id, form):
    document = _instrument(request, public_id)
    context = {
        "document": document,
        "rows": rows_of(document, request.user),
        "scans": document.scans.all(),
        "form": form,
        "may_enter": may(request.user, ENTER, document.province),
        "tables": [(slug, form.title()) for slug, form in forms_for(document).items()],
        "is_in_force": document.is_in_force(today()),
    }
    return render(request, "norms/instrument.html", context)


@requires(ENTER)
@either
def enter(request: HttpRequest, public_id: str, table: str) -> HttpResponse:
    """Enter a row read out of a document."""
    document = _instrument(request, public_id)
    forms = forms_for(document)
    if table not in forms or not may(request.user, ENTER, document.province):
        raise Http404
    form = forms[table](request.POST or None, instrument=document)
    if request.method == "POST" and form.is_valid():
        try:
            _enter(request, document, form)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, "Đã nhập. Dòng này có hiệu lực khi người thứ hai xác nhận.")
            return redirect(document)
    code = form.table._meta.model_name
    context = {"form": form, "title": form.title(), "document": document, "code": code}
    return render(request, "norms/form.html", context)


def _enter(request, document, form):
    given = form.cleaned_data
    return services.enter_row(
        table=form.table,
        instrument=document,
        article=given["article"],
        values=form.values(),
        first_on=given["first_on"],
        last_on=given["last_on"],
        note=given["note"],
        by=_me(request),
        on=today(),
    )


@requires(VIEW)
@require_safe
def row(request: HttpRequest, table: str, public_id: str) -> HttpResponse:
    return _row_page(request, _row(request, table, public_id), WithdrawForm())


def _row_page(request, found, form):
    province = getattr(found, "province", None)
    confirms, enters = (may(request.user, p, province) for p in (CONFIRM, ENTER))
    is_open = found.origin == "site" and found.state != "withdrawn"
    context = {
        "row": found,
        "document": visible_instruments(request.user).filter(pk=found.instrument_id).first(),
        "others": rows_with_scope_of(found, request.user),
        "history": history_of(found),
        "may_confirm": found.state == "waiting" and confirms,
        "is_mine": found.entered_by_id == request.user.pk,
        "may_withdraw": is_open and (confirms or (enters and found.state == "waiting")),
        "form": form,
    }
    return render(request, "norms/row.html", context)


@requires(CONFIRM)
@require_POST
def confirm(request: HttpRequest, table: str, public_id: str) -> HttpResponse:
    found = _row(request, table, public_id)
    services.confirm_row(row=found, by=_me(request), on=today())
    messages.success(request, f"Đã xác nhận: {found} ({found.days_text}).")
    return redirect("norms:waiting" if "hang-doi" in request.POST else found)


@requires(VIEW)
@require_POST
def withdraw(request: HttpRequest, table: str, public_id: str) -> HttpResponse:
    found = _row(request, table, public_id)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _row_page(request, found, form)
    services.withdraw_row(
        row=found, reason=form.cleaned_data["reason"], by=_me(request), on=today()
    )
    messages.success(request, "Đã rút dòng này.")
    return redirect(found)


@requires(VIEW)
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Show what waits for a second person, with its scan beside it."""
    rows = waiting_rows(request.user, CONFIRM) or waiting_rows(request.user, ENTER)
    return render(request, "norms/waiting.html", {"rows": rows})


@requires(VIEW)
@require_safe
def waiting_count(request: HttpRequest) -> HttpResponse:
    found = waiting_rows(request.user, CONFIRM)
    count = sum(row.entered_by_id != request.user.pk for row in found)
    return HttpResponse(str(count) if count else "")


@requires(VIEW)
@require_safe
def scan(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Give the bytes of a scan to those who may see its document."""
    found = get_object_or_404(
        Scan, public_id=public_id, instrument__in=visible_instruments(request.user)
    )
    if not default_storage.exists(found.path):
        raise Http404
    return FileResponse(
        default_storage.open(found.path),
        filename=found.name,
        content_type=found.content_type,
        as_attachment=True,
    )


def _me(request):
    """Return the person who asks: the access decorator let nobody else in."""
    return request.user


def _instrument(request, public_id):
    return get_object_or_404(visible_instruments(request.user), public_id=public_id)


def _row(request, table, public_id):
    if table not in TABLES:
        raise Http404
    rows = TABLES[table].objects.select_related("instrument")
    found = get_object_or_404(rows, public_id=public_id)
    if not visible_row(request.user, found):
        raise Http404
    return found
