"""The list of schemes."""

from khuyencong.schemes.lists import SCHEMES
from khuyencong.ui.access import requires
from khuyencong.ui.listing import list_response


@requires("schemes.view")
def schemes(request):
    return list_response(request, SCHEMES)
