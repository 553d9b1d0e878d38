"""Letters, for the administrator: what became of them, never what stands in them."""

from django.conf import settings
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from khuyencong.jobs import services
from khuyencong.jobs.lists import LETTER_LIST
from khuyencong.jobs.models import Mail
from khuyencong.ui.access import requires
from khuyencong.ui.listing import list_response


@requires("jobs.administer")
def letters(request):
    return list_response(request, LETTER_LIST)


@requires("jobs.administer")
@require_http_methods(["GET", "POST"])
def letter(request, public_id):
    found = get_object_or_404(Mail, public_id=public_id)
    if request.method == "POST":
        services.send_again(mail=found, by=request.user)
        return redirect(found)
    context = {"mail": found, "has_server": bool(settings.KC_MAIL_BACKEND)}
    return render(request, "jobs/letter.html", context)
