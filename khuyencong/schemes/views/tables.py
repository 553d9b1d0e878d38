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
TEMPLATES = {
    Part.BUDGET.value: "schemes/write_estimate.html",
    MACHINES: "schemes/write_machines.html",
}


def write_table(request, scheme, part):
    """Show or save the rows; a further row is laid out by the server, with or without script."""
    return (_sent if request.method == "POST" else _asked)(request, scheme, part)


def _asked(request, scheme, part):
    related = TABLES[part][1]
    wants_draft = RESTORED in request.GET
    draft = draft_data(request.user, _code(related), scheme.public_id) if wants_draft else None
    rows = _as_typed(draft, part) if draft else _saved_rows(scheme, part)
    return _page(request, scheme, part, rows, is_refused=False)


def _sent(request, scheme, part):
    form, related, service = TABLES[part]
    version = _number(request.POST.get("version", ""))
    if MORE in request.POST:
        rows = _as_typed(request.POST, part, more=1)
        return _page(request, scheme, part, rows, is_refused=False, version=version)
    rows = row_set(form)(request.POST, prefix=related)
    refused, differences = (), []
    if rows.is_valid():
        try:
            given = {"version": version, "by": request.user, "on": clock.today()}
            service(scheme=scheme, **{related: rows.rows()}, **given)
        except Refusal as refusal:
            refused = rows.add_refusal(refusal)
            if any(finding.field == "version" for finding in refused):
                scheme.refresh_from_db()
                version, differences = scheme.version, rows.compare_with(_saved_rows(scheme, part))
        else:
            return saved(request, scheme, part)
    about = {"refused": refused, "version": version, "differences": differences}
    return _page(request, scheme, part, rows, is_refused=True, **about)


def _saved_rows(scheme, part):
    form, related, _ = TABLES[part]
    kept = getattr(scheme, related).all()
    initial = [{name: getattr(row, name) for name in form.base_fields} for row in kept]
    return row_set(form, extra=0 if initial else 1)(initial=initial, prefix=related)


def _as_typed(data, part, more=0):
    """Return the rows as typed, unchecked, ticks included, and `more` empty ones below."""
    form, related, _ = TABLES[part]
    count = min(_number(data.get(f"{related}-TOTAL_FORMS", "")), MOST_ROWS)
    typed = [
        {name: data.get(f"{related}-{at}-{name}", "") for name in (*form.base_fields, "DELETE")}
        for at in range(count)
    ]
    return row_set(form, extra=more)(initial=typed, prefix=related)


def _page(request, scheme, part, rows, *, is_refused, **context):
    code = _code(TABLES[part][1])
    context |= {"rows": rows, "form_code": code, "more": MORE, "most": MOST_ROWS}
    return part_page(request, scheme, part, TEMPLATES[part], is_refused=is_refused, **context)


def _code(related):
    return f"schemes.{related}"


def _number(text):
    return int(text) if text.isdecimal() and len(text) < 10 else 0
