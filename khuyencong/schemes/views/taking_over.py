"""The page on which a scheme comes in that ran elsewhere before."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from khuyencong.core import clock
from khuyencong.core.findings import Refusal
from khuyencong.establishments.models import Establishment
from khuyencong.norms.enums import Fund
from khuyencong.schemes import services
from khuyencong.schemes.forms.taking_over import TakeOverForm
from khuyencong.schemes.permissions import TAKE_OVER
from khuyencong.schemes.services import RunningScheme
from khuyencong.schemes.views.common import REFUSED, centres_of, choose_establishment_for
from khuyencong.ui.access import requires

OF_ROW = ("name", "kind", "fund", "year", "place_text", "ends_on")
PURPOSE = "Tiếp nhận đề án đang thực hiện"


@requires(TAKE_OVER)
def take_over(request):
    chosen = request.GET.get("co-so", "")
    visible = Establishment.objects.visible_to(request.user)
    if not chosen:
        return choose_establishment_for(
            request, visible, reverse("schemes:take_over"), purpose=PURPOSE
        )
    establishment = get_object_or_404(visible, public_id=chosen)
    form = TakeOverForm(
        request.POST or None,
        organisations=centres_of(request.user, TAKE_OVER),
        initial={"year": clock.today().year, "fund": Fund.LOCAL},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = _take_over(form, establishment, request.user)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, f"Đã tiếp nhận đề án {made.code}, ghi sổ số dư mở đầu.")
            return redirect(made)
    context = {"form": form, "establishment": establishment, "purpose": PURPOSE}
    status = REFUSED if form.errors else 200
    return render(request, "schemes/take_over.html", context, status=status)


def _take_over(form, establishment, user):
    typed = form.cleaned_data
    row = RunningScheme(
        **{name: typed[name] for name in OF_ROW},
        establishment=establishment,
        standing=form.standing(),
    )
    organisation = form.organisations[typed["organisation"]]
    (made,) = services.take_over(rows=[row], organisation=organisation, by=user, on=clock.today())
    return made
