"""Pages of the budget: appropriations, the journal, decisions."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from khuyencong.accounts.permissions import may
from khuyencong.budget import queries, services
from khuyencong.budget.enums import OF_SUBJECT, Stage
from khuyencong.budget.forms import DecisionForm, ReasonForm
from khuyencong.budget.lists import APPROPRIATIONS, JOURNALS, SHORT, stage_bar
from khuyencong.core import clock
from khuyencong.core.findings import Refusal
from khuyencong.ui.access import requires
from khuyencong.ui.listing import list_response

DECIDE = "budget.appropriate"


@requires("budget.view")
def appropriations(request):
    visible = queries.visible_to(request.user)
    year = clock.today().year
    context = {"year": year, "sources": queries.by_source(visible.filter(year=year))}
    return list_response(request, APPROPRIATIONS, **context)


@requires("budget.view")
def appropriation(request, public_id):
    rows = queries.with_balances(queries.visible_to(request.user)).select_related("organisation")
    found = get_object_or_404(rows, public_id=public_id)
    decisions = queries.with_amounts(found.journals.filter(subject=""))
    context = {
        "appropriation": found,
        "stages": stage_bar(found),
        "heads": [SHORT[stage] for stage in OF_SUBJECT],
        "subjects": queries.subjects_of(request.user, found),
        "decisions": decisions.order_by("booked_on", "pk"),
        "may_decide": may(request.user, DECIDE, organisation=found.organisation),
    }
    return render(request, "budget/appropriation.html", context)


@requires("budget.view")
def journals(request):
    return list_response(request, JOURNALS)


@requires("budget.view")
def journal(request, public_id, form=None):
    rows = queries.with_amounts(queries.journals_visible_to(request.user))
    rows = rows.select_related("appropriation__organisation", "booked_by", "reverses")
    found = get_object_or_404(rows, public_id=public_id)
    is_decision = not (found.subject or found.reverses or found.is_reversed)
    organisation = found.appropriation.organisation
    may_withdraw = is_decision and may(request.user, DECIDE, organisation=organisation)
    context = {
        "journal": found,
        "stages": [Stage(found.from_stage).label, Stage(found.to_stage).label],
        "subject": queries.named(request.user, [found.subject]).get(found.subject),
        "form": (form or ReasonForm()) if may_withdraw else None,
    }
    return render(request, "budget/journal.html", context, status=422 if form else 200)


@requires(DECIDE)
def decision(request):
    known = queries.visible_to(request.user).filter(public_id=request.GET.get("du-toan", ""))
    form = DecisionForm(
        request.POST or None,
        organisations=queries.organisations_to_decide_for(request.user),
        initial=known.values("organisation", "year", "source").first(),
    )
    if form.is_valid():
        try:
            booked = services.appropriate(**form.facts(), by=request.user, on=clock.today())
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, f"Đã ghi sổ quyết định {booked.voucher_no}.")
            return redirect(booked.appropriation)
    status = 422 if form.is_bound else 200
    return render(request, "budget/decision.html", {"form": form}, status=status)


@requires(DECIDE)
@require_POST
def withdraw(request, public_id):
    found = get_object_or_404(queries.journals_visible_to(request.user), public_id=public_id)
    form = ReasonForm(request.POST)
    if form.is_valid():
        reason, on = form.cleaned_data["reason"], clock.today()
        try:
            services.withdraw_decision(journal=found, by=request.user, on=on, reason=reason)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, f"Đã đảo bút toán của quyết định {found.voucher_no}.")
            return redirect(found.appropriation)
    return journal(request, public_id, form)
