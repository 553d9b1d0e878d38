"""One table of a workbook: its columns, its rows with every doubt, answers to them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from khuyencong.core import clock
from khuyencong.core.findings import Refusal
from khuyencong.importing.enums import CLOSED, OPEN, RowState
from khuyencong.importing.forms import CellForm, ColumnsForm
from khuyencong.importing.kinds import KINDS, PROBLEMS
from khuyencong.importing.models import LOAD, ImportSheet, StagedRow
from khuyencong.importing.queries import cards_of, counts_by_sheet, problems_of
from khuyencong.importing.services import choose_maker as answer_maker
from khuyencong.importing.services import choose_rows, confirm_columns, fix_cell
from khuyencong.importing.services.deciding import CHOICES
from khuyencong.importing.views.batches import seen
from khuyencong.ui.access import requires
from khuyencong.ui.forms import attempt

PAGE = 30
OPEN_ONES = "can-xem"


@requires(LOAD)
def columns(request, public_id, position):
    sheet = _sheet(request, public_id, position)
    typed = request.POST if request.method == "POST" else None
    wish = (typed or request.GET).get("kind", "")
    kind = wish if wish in KINDS else ""
    form = ColumnsForm(typed, sheet=sheet, kind=kind)
    if typed is not None:
        done = attempt(form, lambda cleaned: (_confirmed(request, sheet, form),))
        if done:
            is_read_again = done[0]
            return redirect(sheet.batch if is_read_again else _rows_url(sheet))
    return render(request, "importing/columns.html", {"sheet": sheet, "form": form})


@requires(LOAD)
def rows(request, public_id, position):
    sheet = _sheet(request, public_id, position)
    state, problem = _wish(request)
    found = _filtered(sheet, state, problem).select_related("province").order_by("number")
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    counts = counts_by_sheet(sheet.batch)[sheet.pk]
    context = {
        "sheet": sheet,
        "batch": sheet.batch,
        "page": page,
        "cards": cards_of(list(page), sheet.kind),
        "state": state,
        "problem": problem,
        "tabs": _tabs(counts),
        "problems": [(c, PROBLEMS.get(c, c), n) for c, n in problems_of(sheet)],
        "is_open": not sheet.batch.is_busy,
        "asked": f"?{request.GET.urlencode()}",
    }
    return render(request, "importing/rows.html", context)


@requires(LOAD)
def fix(request, public_id, position, number, field):
    sheet = _sheet(request, public_id, position)
    row = get_object_or_404(StagedRow, sheet=sheet, number=number)
    told = KINDS[sheet.kind].by_code.get(field) if sheet.kind in KINDS else None
    if told is None:
        raise Http404
    (card,) = cards_of([row], sheet.kind)
    cell = next((cell for cell in card.cells if cell.field.code == field), None)
    initial = {"value": cell.typing if cell else ""}
    form = CellForm(request.POST or None, told=told, initial=initial)
    if request.method == "POST" and attempt(form, lambda cleaned: _fixed(request, row, form)):
        return redirect(f"{_rows_url(sheet)}{_back(request)}#dong-{number}")
    context = {"sheet": sheet, "card": card, "cell": cell, "form": form, "back": _back(request)}
    return render(request, "importing/fix.html", context)


@require_POST
@requires(LOAD)
def choose(request, public_id, position):
    sheet = _sheet(request, public_id, position)
    choice = request.POST.get("chon", "")
    if choice not in CHOICES:
        raise Http404
    numbers = [int(n) for n in request.POST.getlist("dong") if n.isdecimal() and len(n) < 9]
    found = StagedRow.objects.filter(sheet=sheet, number__in=numbers)
    if request.POST.get("tat-ca") == "1":
        found = _filtered(sheet, *_wish(request, request.POST))
    count = choose_rows(
        batch=sheet.batch,
        keys=list(found.values_list("pk", flat=True)),
        choice=choice,
        by=request.user,
        on=clock.today(),
    )
    messages.success(request, f"{count} dòng: {CHOICES[choice]}.")
    return redirect(f"{_rows_url(sheet)}{_back(request)}")


@require_POST
@requires(LOAD)
def choose_maker(request, public_id, position):
    sheet = _sheet(request, public_id, position)
    try:
        count = answer_maker(
            batch=sheet.batch,
            maker_key=request.POST.get("co-so", ""),
            answer=request.POST.get("la", ""),
            by=request.user,
            on=clock.today(),
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Đã ghi câu trả lời cho {count} dòng.")
    return redirect(f"{_rows_url(sheet)}{_back(request)}")


def _sheet(request, public_id, position):
    found = seen(request, public_id)
    sheet = get_object_or_404(ImportSheet, batch=found, position=position)
    sheet.batch = found
    return sheet


def _confirmed(request, sheet, form):
    units = {column["letter"]: column["unit"] for column in sheet.columns}
    return confirm_columns(
        sheet=sheet,
        kind=form.cleaned_data["kind"],
        fields=form.chosen,
        units=units,
        context=form.context,
        by=request.user,
        on=clock.today(),
    )


def _fixed(request, row, form):
    return fix_cell(
        row=row,
        field=form.told.code,
        typed=request.POST.get("value", ""),
        value=form.value,
        by=request.user,
        on=clock.today(),
    )


def _wish(request, query=None):
    """Return the state and the problem that the address asks for."""
    query = query if query is not None else request.GET
    state = query.get("tinh-trang", "")
    known = {*RowState.values, OPEN_ONES, "tat-ca"}
    return (state if state in known else ""), query.get("van-de", "")[:40]


def _filtered(sheet, state, problem):
    found = StagedRow.objects.filter(sheet=sheet)
    if state == OPEN_ONES:
        found = found.filter(state__in=OPEN)
    elif state in RowState.values:
        found = found.filter(state=state)
    else:
        found = found.exclude(state=RowState.SKIPPED, codes=[])  # wrong sums are shown
    if not problem:
        return found
    return found.filter(codes__contains=[problem]).exclude(state__in=CLOSED)


def _tabs(counts):
    """Return the states that rows stand in, what needs eyes first."""
    tabs = [("", "Mọi dòng dữ liệu", counts.data), (OPEN_ONES, "Cần xem", counts.open)]
    tabs += [(s.value, s.label.capitalize(), counts.by_state[s]) for s in RowState]
    return [tab for tab in tabs if tab[2] or tab[0] in {"", OPEN_ONES}]


def _rows_url(sheet):
    return reverse("importing:rows", args=[sheet.batch.public_id, sheet.position])


def _back(request):
    """Return the filter that the person came from, as the end of an address."""
    asked = request.POST.get("ve", "") or request.GET.get("ve", "")
    return asked if asked.startswith("?") and "\n" not in asked else ""
