"""What the pages of one scheme share."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from khuyencong.accounts.enums import OrganisationKind
from khuyencong.accounts.models import Organisation
from khuyencong.accounts.permissions import may
from khuyencong.accounts.queries import scope_of
from khuyencong.core.text import clean
from khuyencong.schemes.enums import Part
from khuyencong.schemes.kinds import KINDS
from khuyencong.schemes.models import Scheme
from khuyencong.schemes.queries import MACHINES, parts_written

REFUSED = 422
FOUND = 30


def scheme_or_404(request, public_id):
    """Return the scheme if the person may see it."""
    visible = Scheme.objects.visible_to(request.user).with_facts()
    return get_object_or_404(visible, public_id=public_id)


def parts_of(scheme):
    """Return the parts by slug in their order; the machines follow the scale that they explain."""
    parts = {}
    for part in Part:
        parts[part.value] = part.label
        if part is Part.SCALE and KINDS[scheme.kind].needs_machine:
            parts[MACHINES] = "Máy móc, thiết bị"
    return parts


def part_page(request, scheme, part, template, *, is_refused, **context):
    """Show the page on which one part is written, with the way through all of them."""
    parts, written = parts_of(scheme), parts_written(scheme)
    way = [(slug, label, slug in written) for slug, label in parts.items()]
    place = f"Phần {list(parts).index(part) + 1}/{len(parts)}"
    about = {"scheme": scheme, "part": part, "part_label": parts[part], "way": way, "place": place}
    shown = {"version": scheme.version, **about, "is_refused": is_refused, **context}
    return render(request, template, shown, status=REFUSED if is_refused else 200)


def saved(request, scheme, part):
    """Tell what was saved; go on to the next part, or to the scheme if it was the last wish."""
    parts = parts_of(scheme)
    messages.success(request, f"Đã lưu: {parts[part]}.")
    slugs = list(parts)
    following = slugs[slugs.index(part) + 1 :]
    if "tiep" in request.POST and following:
        return redirect("schemes:write", scheme.public_id, following[0])
    return redirect(scheme)


def centres_of(user, permission):
    """Return the implementing units for which the person may do something."""
    reached = scope_of(user).holding(permission).organisation_ids
    centres = Organisation.objects.filter(pk__in=reached, kind=OrganisationKind.CENTRE)
    return [centre for centre in centres if may(user, permission, organisation=centre)]


def choose_establishment_for(request, visible, target, **context):
    """Show a search for the establishment; `target` is opened with the chosen one."""
    text = clean(request.GET.get("q", ""))[:200]
    found = visible.select_related("unit", "province")
    found = found.nearest(text) if text else found.order_by("-pk")
    context |= {"found": found[:FOUND], "search_text": text, "target": target}
    return render(request, "schemes/choose.html", context)
