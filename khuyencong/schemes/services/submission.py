"""From the centre to the department and back: submit, resubmit, withdraw."""

import datetime as dt

from khuyencong.accounts.models import User
from khuyencong.core.findings import refuse
from khuyencong.core.service import service
from khuyencong.schemes.enums import State
from khuyencong.schemes.models import CodeCounter, Scheme, SchemeDocument, Step
from khuyencong.schemes.models.checks import known
from khuyencong.schemes.services.engine import Entry, make_ready, take_step
from khuyencong.schemes.services.searching import describe_schemes

REQUEST = "request"  # the establishment's own signed paper, in every kind's dossier


@service("schemes.submit")
def submit(*, scheme: Scheme, by: User, on: dt.date, paper_no: str = "") -> Step:
    """Hand a draft to the department, for the establishment with its signed request."""
    return _submit("submit", scheme, by=by, on=on, paper_no=paper_no)


@service("schemes.resubmit")
def resubmit(
    *, scheme: Scheme, by: User, on: dt.date, paper_no: str = "", reason: str = ""
) -> Step:
    """Hand in a returned scheme again; `reason` says what was changed."""
    return _submit("resubmit", scheme, by=by, on=on, paper_no=paper_no, reason=reason)


@service("schemes.withdraw")
def withdraw(
    *,
    scheme: Scheme,
    reason: str,
    by: User,
    on: dt.date,
    paper_no: str = "",
    signed_paper: SchemeDocument | None = None,
) -> Step:
    """Take a scheme out before it is planned; once submitted, with the establishment's paper."""
    entry = Entry(by=by, on=on, paper_no=paper_no, reason=reason, signed_paper=signed_paper)
    ready = make_ready(scheme, "withdraw", entry)
    if signed_paper is None and ready.scheme.state != State.DRAFT:
        raise refuse(
            "schemes.unsigned",
            "Rút đề án thay cơ sở phải kèm văn bản có chữ ký của cơ sở.",
            field="signed_paper",
            cure="Tải văn bản xin rút lên hồ sơ rồi chọn ở đây.",
        )
    if signed_paper and signed_paper.scheme_id != ready.scheme.pk:
        raise refuse("schemes.foreign_paper", "Văn bản này của đề án khác.", field="signed_paper")
    return take_step(ready, entry)


def _submit(
    code: str, scheme: Scheme, *, by: User, on: dt.date, paper_no: str, reason: str = ""
) -> Step:
    request = scheme.documents.filter(requirement=REQUEST, removed_at=None).order_by("at").last()
    entry = Entry(by=by, on=on, paper_no=paper_no, reason=reason, signed_paper=request)
    ready = make_ready(scheme, code, entry)
    if not ready.scheme.code:
        ready.scheme.code = next_code(known(ready.scheme.province).code, on.year)
        describe_schemes([ready.scheme])
    return take_step(ready, entry)


def next_code(province_code: str, year: int) -> str:
    """Return the next code of a province in a year; numbers are never given twice."""
    CodeCounter.objects.get_or_create(province_code=province_code, year=year)
    counter = CodeCounter.objects.select_for_update().get(province_code=province_code, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"DA-{province_code}-{year}-{counter.last:04}"
