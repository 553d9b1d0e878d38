"""The page of any step, and what puts a step right again."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from khuyencong.accounts.queries import colleagues
from khuyencong.core import clock
from khuyencong.core.dates import parse_date
from khuyencong.core.findings import Refusal
from khuyencong.schemes import services
from khuyencong.schemes.enums import BatchState
from khuyencong.schemes.forms.steps import CorrectionForm, OfficerForm, ReasonForm, StepForm
from khuyencong.schemes.models import PlanBatch, Scheme
from khuyencong.schemes.permissions import may_assign, may_correct
from khuyencong.schemes.queries import may_decide, preview
from khuyencong.schemes.views.common import REFUSED, scheme_or_404
from khuyencong.schemes.workflow import BY_CODE
from khuyencong.ui.access import requires


@requires("schemes.view")
def step(request, public_id, code):
    scheme = scheme_or_404(request, public_id)
    action, today = BY_CODE.get(code), clock.today()
    if action is None or code not in CALLS or not may_decide(request.user, action, scheme, today):
        raise Http404
    on = _day(request.POST.get("on", ""), today)
    findings = preview(scheme, code, on) if scheme.state in action.origins else ()
    form = StepForm(
        request.POST or None,
        scheme=scheme,
        action=action,
        findings=findings,
        batches=_open_batches(scheme) if code == "plan" else (),
        initial={"on": today, **_expected(scheme, code)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            CALLS[code](scheme, form, {"by": request.user, "on": form.cleaned_data["on"]})
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, f"{action.done}: đã ghi cho đề án {scheme.name}.")
            return redirect(scheme)
    context = {"scheme": scheme, "action": action, "form": form, "rules": findings}
    return render(request, "schemes/step.html", context, status=REFUSED if form.errors else 200)


@requires("schemes.view")
def take_back(request, public_id, step_id):
    scheme = scheme_or_404(request, public_id)
    found = get_object_or_404(scheme.steps, public_id=step_id, taken_back_at=None)
    return _take_back(request, scheme, found, services.take_back, "step")


@requires("schemes.view")
def take_back_event(request, public_id, event_id):
    scheme = scheme_or_404(request, public_id)
    found = get_object_or_404(scheme.events, public_id=event_id, taken_back_at=None)
    return _take_back(request, scheme, found, services.take_back_event, "event")


@requires("schemes.correct")
def correct(request, public_id):
    scheme = scheme_or_404(request, public_id)
    if not may_correct(request.user, scheme):
        raise Http404
    labels = {name: Scheme._meta.get_field(name).verbose_name for name in services.CORRECTABLE}
    choices = [(name, label.capitalize()) for name, label in labels.items()]
    form = CorrectionForm(request.POST or None, choices=choices, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            services.correct(scheme=scheme, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            return redirect(scheme)
    context = {"scheme": scheme, "form": form, "title": "Đính chính", "button": "Ghi đính chính"}
    return render(request, "schemes/act.html", context, status=REFUSED if form.errors else 200)


@requires("schemes.assign")
def assign(request, public_id):
    scheme = scheme_or_404(request, public_id)
    if not may_assign(request.user, scheme):
        raise Http404
    today = clock.today()
    people = colleagues(scheme.organisation, "schemes.write", today)
    form = OfficerForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        person = form.people[typed["officer"]]
        given = {"officer": person, "reason": typed["reason"], "by": request.user, "on": today}
        try:
            services.assign_officer(scheme=scheme, **given)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            return redirect(scheme)
    context = {"scheme": scheme, "form": form, "title": "Giao cán bộ phụ trách", "button": "Giao"}
    return render(request, "schemes/act.html", context, status=REFUSED if form.errors else 200)


def _take_back(request, scheme, found, service, name):
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            service(**{name: found}, reason=reason, by=request.user, on=clock.today())
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, f"Đã rút lại: {found}.")
            return redirect(scheme)
    title = f"Rút lại: {found}"
    context = {"scheme": scheme, "form": form, "title": title, "button": "Rút lại"}
    return render(request, "schemes/act.html", context, status=REFUSED if form.errors else 200)


def _day(text, otherwise):
    try:
        return parse_date(text)
    except ValueError:
        return otherwise


def _open_batches(scheme):
    return PlanBatch.objects.filter(
        organisation=scheme.department, year=scheme.year, fund=scheme.fund, state=BatchState.OPEN
    )


def _expected(scheme, code):
    """Return what is most likely typed: the amounts that the scheme itself tells."""
    if code == "accept":
        numbers = {f"serial_{m.position}": m.serial_number for m in scheme.machines.all()}
        return {"eligible_vnd": scheme.eligible_cost_vnd, **numbers}
    if code == "settle":
        return {"counterpart_vnd": scheme.counterpart_vnd, "other_vnd": scheme.other_vnd}
    return {}


def _plan(scheme, form, who):
    batch = form.batches.get(form.cleaned_data["batch"])
    services.plan_schemes(schemes=[scheme], batch=batch, **who)


def _withdraw(scheme, form, who):
    typed = form.cleaned_data
    paper = form.papers.get(typed["signed_paper"])
    texts = {"reason": typed["reason"], "paper_no": typed["paper_no"]}
    services.withdraw(scheme=scheme, signed_paper=paper, **texts, **who)


def _return(scheme, form, who):
    typed = form.cleaned_data
    given = {"reason": typed["reason"], "paper_no": typed["paper_no"]}
    services.return_scheme(scheme=scheme, items=form.returned_items(), **given, **who)


def _plain(service, **names):
    """Return a call that hands over typed fields under the names of the service's keywords."""

    def call(scheme, form, who):
        typed = form.cleaned_data
        service(scheme=scheme, **{word: typed[field] for word, field in names.items()}, **who)

    return call


def _with_answers(service, **names):
    def call(scheme, form, who):
        _plain(service, **names)(scheme, form, {**who, "answers": form.answers()})

    return call


def _accept(scheme, form, who):
    given = {"minutes_no": "paper_no", "eligible_vnd": "eligible_vnd"}
    _plain(services.accept, **given)(scheme, form, {**who, "serial_numbers": form.serial_numbers()})


def _recovering(service, **names):
    def call(scheme, form, who):
        recovered = form.cleaned_data["recovered_vnd"] or 0
        _plain(service, **names)(scheme, form, {**who, "recovered_vnd": recovered})

    return call


WITH_NUMBER = {"paper_no": "paper_no"}
DECIDED = {"decision_no": "paper_no", "reason": "reason"}
CALLS = {
    "submit": _plain(services.submit, **WITH_NUMBER),
    "resubmit": _plain(services.resubmit, **WITH_NUMBER),
    "withdraw": _withdraw,
    "appraise": _with_answers(services.appraise, **WITH_NUMBER),
    "return": _return,
    "send_back": _return,
    "reject": _plain(services.reject, **WITH_NUMBER, reason="reason"),
    "decline": _plain(services.reject, **WITH_NUMBER, reason="reason"),
    "plan": _plan,
    "drop": _plain(services.drop, **DECIDED),
    "contract": _plain(services.sign_contract, contract_no="paper_no"),
    "start": _plain(services.start),
    "progress": _plain(
        services.record_progress,
        percent_done="percent_done",
        invested_vnd="invested_vnd",
        note="note",
    ),
    "advance": _with_answers(services.pay_advance, amount_vnd="amount_vnd", voucher_no="paper_no"),
    "accept": _accept,
    "payment": _plain(services.pay, amount_vnd="amount_vnd", voucher_no="paper_no"),
    "settle": _recovering(
        services.settle,
        minutes_no="paper_no",
        counterpart_vnd="counterpart_vnd",
        other_vnd="other_vnd",
    ),
    "close": _plain(services.close),
    "stop": _recovering(services.stop, **DECIDED),
}
