"""The list of schemes."""

from django.db.models.functions import Coalesce

from khuyencong.schemes.lists import SCHEMES
from khuyencong.schemes.models import Scheme
from khuyencong.ui.access import requires
from khuyencong.ui.listing import list_response


@requires("schemes.view")
def schemes(request):
    rows = Scheme.objects.visible_to(request.user).with_related()
    named = rows.annotate(beneficiary_name=Coalesce("establishment__name", "establishment_text"))
    return list_response(request, SCHEMES, named)
