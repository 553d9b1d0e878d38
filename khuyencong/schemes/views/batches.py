"""Plan batches: put together, submitted, decided on one page."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from khuyencong.accounts.enums import OrganisationKind
from khuyencong.accounts.models import Organisation
from khuyencong.accounts.queries import scope_of
from khuyencong.core import clock
from khuyencong.core.findings import Refusal
from khuyencong.schemes import services
from khuyencong.schemes.enums import BatchState, State
from khuyencong.schemes.forms.batches import DecisionForm, MemoForm, OpenForm, TakeBackForm
from khuyencong.schemes.forms.steps import ReasonForm
from khuyencong.schemes.lists import BATCHES
from khuyencong.schemes.models import PlanBatch, Scheme
from khuyencong.schemes.papers import papers_for_batch
from khuyencong.schemes.permissions import may_plan
from khuyencong.schemes.queries import approver_of_batch, decision_pack, may_approve
from khuyencong.schemes.views.common import REFUSED
from khuyencong.ui.access import requires
from khuyencong.ui.forms import attempt
from khuyencong.ui.listing import list_response


@requires("schemes.view")
def batches(request):
    return list_response(request, BATCHES)


@requires("schemes.plan")
def open_batch(request):
    reached = scope_of(request.user).holding("schemes.plan").organisation_ids
    departments = Organisation.objects.filter(pk__in=reached, kind=OrganisationKind.DEPARTMENT)
    today = clock.today()
    form = OpenForm(request.POST or None, organisations=departments, initial={"year": today.year})
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        typed["organisation"] = form.organisations[typed["organisation"]]
        try:
            return redirect(services.open_batch(**typed, by=request.user, on=today))
        except Refusal as refusal:
            form.add_refusal(refusal)
    return render(
        request, "schemes/open_batch.html", {"form": form}, status=REFUSED if form.errors else 200
    )


@requires("schemes.view")
def batch(request, public_id):
    return _page(request, _batch_or_404(request, public_id))


@requires("schemes.plan")
def add(request, public_id):
    found = _batch_or_404(request, public_id)
    wanted = request.POST.getlist("de-an")
    waiting = list(Scheme.objects.visible_to(request.user).filter(public_id__in=wanted))
    given = {"schemes": waiting, "batch": found, "by": request.user, "on": clock.today()}
    if not waiting:
        return redirect(found)
    return _done(request, found, lambda: services.plan_schemes(**given))


@requires("schemes.plan")
def remove(request, public_id, scheme_id):
    found = _batch_or_404(request, public_id)
    scheme = get_object_or_404(found.schemes, public_id=scheme_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        who = {"by": request.user, "on": clock.today()}
        try:
            services.remove_from_batch(scheme=scheme, **form.cleaned_data, **who)
            return redirect(found)
        except Refusal as refusal:
            form.add_refusal(refusal)
    title = f"Đưa ra khỏi {found}"
    context = {"scheme": scheme, "form": form, "title": title, "button": "Đưa ra khỏi đợt"}
    return render(request, "schemes/act.html", context, status=REFUSED if form.errors else 200)


@requires("schemes.plan")
def submit(request, public_id):
    found = _batch_or_404(request, public_id)
    form = MemoForm(request.POST or None)
    return _formed(
        request,
        found,
        "memo",
        form,
        lambda typed: services.submit_batch(
            batch=found, memo_no=typed["paper_no"], by=request.user, on=typed["on"]
        ),
    )


@requires("schemes.plan")
def take_back(request, public_id):
    found = _batch_or_404(request, public_id)
    form = TakeBackForm(request.POST or None)
    who = {"by": request.user, "on": clock.today()}
    return _formed(
        request,
        found,
        "take_back",
        form,
        lambda typed: services.take_back_batch(batch=found, **typed, **who),
    )


@requires("schemes.approve")
def approve(request, public_id):
    found = _batch_or_404(request, public_id)
    form = DecisionForm(request.POST or None)
    ticked = list(found.schemes.filter(public_id__in=request.POST.getlist("de-an")))
    if request.method == "POST" and not ticked:
        form.add_error(None, "Hãy đánh dấu ít nhất một đề án để phê duyệt.")
    return _formed(
        request,
        found,
        "decision",
        form,
        lambda typed: services.approve_batch(
            batch=found,
            decision_no=typed["paper_no"],
            schemes=ticked,
            by=request.user,
            on=typed["on"],
        ),
    )


def _formed(request, found, name, form, act):
    """Do what the form asks, or show the page again with its errors."""
    if request.method != "POST":
        return redirect(found)
    if attempt(form, act):
        messages.success(request, f"Đã ghi cho {found}.")
        return redirect(found)
    return _page(request, found, **{name: form})


def _done(request, found, act):
    """Do something that has no form of its own; a refusal is told on the page."""
    if request.method == "POST":
        try:
            act()
        except Refusal as refusal:
            return _page(request, found, refused=refusal.findings)
    return redirect(found)


def _page(request, found, *, refused=(), **forms):
    if request.method == "POST":  # what was refused left it as it stands in the database
        found = _batch_or_404(request, found.public_id)
    today, user = clock.today(), request.user
    plans, is_open = may_plan(user, found), found.state == BatchState.OPEN
    decides = found.state == BatchState.SUBMITTED and may_approve(user, found, today)
    context = {
        "batch": found,
        "pack": decision_pack(found, today),
        "approver": approver_of_batch(found, today),
        "waiting": _waiting(found) if plans and is_open else (),
        "memo": forms.get("memo")
        or (MemoForm(initial={"on": today}) if plans and is_open else None),
        "taking_back": forms.get("take_back")
        or (TakeBackForm() if plans and found.state == BatchState.SUBMITTED else None),
        "decision": forms.get("decision")
        or (DecisionForm(initial={"on": today}) if decides else None),
        "may_change": plans and is_open,
        "papers": papers_for_batch(),
        "ticked": request.POST.getlist("de-an") if "decision" in forms else None,
        "refused": refused,
    }
    is_refused = refused or any(form.errors for form in forms.values())
    return render(request, "schemes/batch.html", context, status=REFUSED if is_refused else 200)


def _waiting(found):
    """Return the appraised schemes that may still enter the batch."""
    return Scheme.objects.filter(
        state=State.APPRAISED,
        department=found.organisation,
        year=found.year,
        fund=found.fund,
        batch=None,
    ).with_related()


def _batch_or_404(request, public_id):
    visible = PlanBatch.objects.visible_to(request.user).select_related("organisation", "province")
    found = visible.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found
