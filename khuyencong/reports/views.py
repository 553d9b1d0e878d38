"""Pages of the reports: the table, one figure opened, published figures."""

import json

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from khuyencong.core import clock, periods
from khuyencong.core.dates import format_date, parse_date
from khuyencong.core.findings import Refusal
from khuyencong.reports.definitions import definitions
from khuyencong.reports.forms import FigureForm, QuestionForm
from khuyencong.reports.lists import FIGURES
from khuyencong.reports.outputs import as_data, as_workbook
from khuyencong.reports.queries import (
    examples_of,
    figures_visible_to,
    places_for,
    records_of,
    table_of,
)
from khuyencong.reports.services import declare_figure
from khuyencong.ui.access import requires
from khuyencong.ui.listing import list_response

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 200


@requires("reports.view")
def index(request):
    return render(request, "reports/index.html", {"definitions": definitions().values()})


@requires("reports.view")
def report(request, slug):
    definition = _definition(slug)
    question, places, place = _asked(request)
    context = {"definition": definition, "question": question, "places": places, "place": place}
    if place is None or not question.is_valid():
        return render(request, "reports/report.html", context | {"shortcuts": _shortcuts()})
    table = table_of(definition, place, question.cleaned_data["period"])
    if request.GET.get("xuat") == "json":
        text = json.dumps(as_data(table), ensure_ascii=False, indent=2)
        return HttpResponse(text, content_type="application/json; charset=utf-8")
    if request.GET.get("xuat") == "xlsx":
        name = f'attachment; filename="{definition.slug}.xlsx"'
        headers = {"Content-Disposition": name}
        return HttpResponse(as_workbook(table), content_type=XLSX, headers=headers)
    return render(request, "reports/report.html", context | _frame(request, table))


@requires("reports.view")
def cell(request, slug, code):
    definition = _definition(slug)
    question, _, place = _asked(request)
    if place is None or not question.is_valid():
        return redirect("reports:report", slug)
    table = table_of(definition, place, question.cleaned_data["period"])
    opened = table.cell(code)
    if opened is None:
        raise Http404
    records = records_of(opened.indicator, place, table.period).visible_to(request.user)
    examples = examples_of(opened.indicator, place, table.period).visible_to(request.user)
    context = {
        "opened": opened,
        "records": records.with_related()[:SHOWN],
        "examples": examples.with_related()[:SHOWN],
        "examples_count": examples.count(),
        **_frame(request, table),
    }
    is_panel = request.htmx and not request.htmx.boosted
    template = "reports/cell.html#panel" if is_panel else "reports/cell.html"
    return render(request, template, context)


@requires("reports.view")
def figures(request):
    return list_response(request, FIGURES)


@requires("reports.view")
def figure(request, public_id):
    found = get_object_or_404(figures_visible_to(request.user), public_id=public_id)
    return render(request, "reports/figure.html", {"figure": found})


@requires("reports.declare")
def declare(request):
    today = clock.today()
    form = FigureForm(request.POST or None, places=places_for(request.user, today))
    if request.method == "POST" and form.is_valid():
        try:
            made = declare_figure(figure=form.figure(), by=request.user, on=today)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            return redirect(made)
    return render(request, "reports/declare.html", {"form": form})


def _definition(slug):
    found = next((d for d in definitions().values() if d.slug == slug), None)
    if found is None:
        raise Http404
    return found


def _asked(request):
    """Return the question with its defaults (this year, one's own province) and the place meant."""
    this_year = periods.year(clock.today().year)
    given = request.GET.dict()
    if not given.get("tu") and not given.get("den"):
        given |= {"tu": format_date(this_year.first), "den": format_date(this_year.last)}
    last = _last_day(given["den"]) if "den" in given else clock.today()
    places = places_for(request.user, last)
    given.setdefault("noi", next(iter(places), ""))
    question = QuestionForm(given, places=places)
    return question, places, places.get(given["noi"])


def _last_day(text):
    try:
        return parse_date(text)
    except ValueError:
        return clock.today()


def _frame(request, table):
    asked = request.GET.urlencode()
    return {
        "table": table,
        "definition": table.definition,
        "place": table.place,
        "period": table.period,
        "asked": asked,
        "shortcuts": _shortcuts(),
    }


def _shortcuts():
    """Return the periods that are asked most often."""
    year = clock.today().year
    named = [periods.year(year), periods.year(year - 1)]
    named += [periods.half_year(year, half) for half in (1, 2)]
    named += [periods.years(2021, 2025), periods.years(2012, 2024)]
    return named
