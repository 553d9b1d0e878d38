"""What one was told, and how one wants to be told."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from khuyencong.jobs import services
from khuyencong.jobs.enums import MailPace
from khuyencong.jobs.forms import MailChoiceForm
from khuyencong.jobs.queries import MOST_COUNTED, mail_choice_of, notices_of, unread_count
from khuyencong.jobs.registry import NOTICES
from khuyencong.ui.access import signed_in
from khuyencong.ui.forms import attempt

PAGE_SIZE = 30


@signed_in
@never_cache
def notices(request):
    page = Paginator(notices_of(request.user), PAGE_SIZE).get_page(request.GET.get("trang"))
    site = request.build_absolute_uri("/").rstrip("/")
    rows = [
        {"notice": notice, "kind": NOTICES[notice.kind].label, "message": notice.message(site)}
        for notice in page
    ]
    context = {"page": page, "rows": rows, "unread": _counted(request.user)}
    return render(request, "jobs/notices.html", context)


@signed_in
@never_cache
def unread(request):
    """Answer with the number beside the bell, "" for none."""
    return HttpResponse(_counted(request.user))


@signed_in
@require_POST
def open_notice(request, public_id):
    """Go where a notice leads; it has then been read."""
    found = get_object_or_404(notices_of(request.user), public_id=public_id)
    services.read_notices(by=request.user, notice=found)
    return redirect(found.url or "jobs:notices")


@signed_in
@require_POST
def read_all(request):
    services.read_notices(by=request.user)
    return redirect("jobs:notices")


@signed_in
@require_http_methods(["GET", "POST"])
def mail_choice(request):
    form = MailChoiceForm(request.POST or None, initial={"pace": mail_choice_of(request.user).pace})

    def choose(data):
        return services.choose_mail(pace=MailPace(data["pace"]), by=request.user)

    if request.method == "POST" and attempt(form, choose):
        messages.success(request, "Đã lưu cách nhận thư.")
        return redirect("jobs:notices")
    context = {"form": form, "has_server": bool(settings.KC_MAIL_BACKEND)}
    return render(request, "jobs/mail_choice.html", context)


def _counted(user):
    count = unread_count(user)
    return "" if not count else f"{MOST_COUNTED - 1}+" if count == MOST_COUNTED else str(count)
