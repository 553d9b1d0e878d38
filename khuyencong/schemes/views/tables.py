"""The parts that are tables: estimate and machines."""

from khuyencong.core import clock
from khuyencong.core.findings import Refusal
from khuyencong.desk.queries import draft_data
from khuyencong.schemes.enums import Part
from khuyencong.schemes.forms.writing import MOST_ROWS, LineForm, MachineForm, row_set
from khuyencong.schemes.services import set_estimate, set_machines
from khuyencong.schemes.views.common import MACHINES, part_page, saved

MORE = "them-dong"
RESTORED = "dang-soan"
# Form of a row, what the scheme and the service call the rows, the service.
TABLES = {
    Part.BUDGET.value: (LineForm, "lines", set_estimate),
    MACHINES: (MachineForm, "machines", set_machines),
}
TEMPLATE = "schemes/write_table.html"


def write_table(request, scheme, part):
    """Show or save the rows; a further row is laid out by the server, with or without script."""
    return (_sent if request.method == "POST" else _asked)(request, scheme, part)


def _asked(request, scheme, part):
    form, related, _ = TABLES[part]
    kept = getattr(scheme, related).all()
    initial = [{name: getattr(row, name) for name in form.base_fields} for row in kept]
    wants_draft = RESTORED in request.GET
    draft = draft_data(request.user, _code(related), scheme.public_id) if wants_draft else None
    rows = row_set(form, extra=0 if initial else 1)(draft, initial=initial, prefix=related)
    return _page(request, scheme, part, rows, is_refused=False)


def _sent(request, scheme, part):
    form, related, service = TABLES[part]
    if MORE in request.POST:
        return _page(
            request, scheme, part, _with_one_more(request, form, related), is_refused=False
        )
    rows = row_set(form)(request.POST, prefix=related)
    version, findings = _number(request.POST.get("version", "")), ()
    if rows.is_valid():
        try:
            given = {"version": version, "by": request.user, "on": clock.today()}
            service(scheme=scheme, **{related: rows.rows()}, **given)
        except Refusal as refusal:
            findings = refusal.findings
            scheme.refresh_from_db(fields=["version"])
        else:
            return saved(request, scheme, part)
    return _page(request, scheme, part, rows, is_refused=True, refused=findings)


def _with_one_more(request, form, related):
    """Return the rows as typed, unchecked, and an empty one below."""
    count = min(_number(request.POST.get(f"{related}-TOTAL_FORMS", "")), MOST_ROWS)
    typed = [
        {name: request.POST.get(f"{related}-{at}-{name}", "") for name in form.base_fields}
        for at in range(count)
    ]
    return row_set(form)(initial=typed, prefix=related)


def _page(request, scheme, part, rows, *, is_refused, **context):
    code = _code(TABLES[part][1])
    context |= {"rows": rows, "form_code": code, "more": MORE}
    return part_page(request, scheme, part, TEMPLATE, is_refused=is_refused, **context)


def _code(related):
    return f"schemes.{related}"


def _number(text):
    return int(text) if text.isdecimal() and len(text) < 10 else 0
