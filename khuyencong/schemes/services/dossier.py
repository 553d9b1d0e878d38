"""The papers of a scheme: attached, and taken off while nothing stands on them."""

import dataclasses
import datetime as dt
from collections.abc import Mapping

from khuyencong.accounts.models import User
from khuyencong.core.clock import now, today
from khuyencong.core.dates import format_date
from khuyencong.core.findings import refuse, require
from khuyencong.core.service import service
from khuyencong.documents.models import StoredFile
from khuyencong.documents.queries import pages_refused
from khuyencong.establishments.models import Evidence
from khuyencong.establishments.queries import standing
from khuyencong.schemes import events
from khuyencong.schemes.kinds import requirement_label
from khuyencong.schemes.models import Scheme, SchemeDocument
from khuyencong.schemes.models.checks import known
from khuyencong.schemes.permissions import may_attach
from khuyencong.schemes.queries.facts import latest_step, step_after
from khuyencong.schemes.services.engine import lock
from khuyencong.schemes.services.logging import record_act
from khuyencong.schemes.services.searching import describe_document
from khuyencong.schemes.services.texts import clean_values


@service("schemes.attach")
def attach_document(
    *,
    scheme: Scheme,
    requirement: str,
    file: StoredFile,
    by: User,
    on: dt.date,
    paper_no: str = "",
    paper_on: dt.date | None = None,
    note: str = "",
    pages: tuple[int, int] | None = None,
) -> SchemeDocument:
    """Attach a file as one of the papers that the kind asks for, a scan of a step, or another.

    `pages` are the first and the last one, where a scan holds several papers.
    """
    locked = lock(scheme)
    _require_may_attach(locked, by)
    label = requirement_label(locked.kind, requirement)
    if label is None:
        raise refuse("dossier.unknown", "Chọn loại giấy tờ trong danh mục.", field="requirement")
    if paper_on and paper_on > today():
        raise refuse("paper.future", "Ngày văn bản chưa tới.", field="paper_on")
    require(pages_refused(file, pages))
    document = SchemeDocument(
        **clean_values({"paper_no": paper_no, "note": note}, SchemeDocument),
        scheme=locked,
        step=latest_step(locked),
        requirement=requirement,
        file=file,
        first_page=pages and pages[0],
        last_page=pages and pages[1],
        paper_on=paper_on,
        at=now(),
        by=by,
    )
    describe_document(document, label)
    document.save()
    record_act(events.ATTACHED, locked, by, on, after=_digest(document), document=label)
    return document


@service("schemes.attach_evidence")
def attach_evidence(
    *, scheme: Scheme, requirement: str, evidence: Evidence, by: User, on: dt.date
) -> SchemeDocument:
    """Use a paper of the establishment's locker; one that has ended proves nothing any more."""
    if evidence.establishment_id != scheme.establishment_id or evidence.removed_at:
        raise refuse("evidence.foreign", "Chọn giấy tờ trong kho của cơ sở.", field="evidence")
    if standing(evidence.expires_on, on) == "expired":
        raise refuse(
            "evidence.expired",
            f"{evidence} đã hết hạn ngày {format_date(known(evidence.expires_on))}.",
            field="evidence",
            cure="Cất bản mới vào kho giấy tờ của cơ sở rồi chọn lại.",
        )
    first, last = evidence.first_page, evidence.last_page
    is_dated = bool(evidence.number and evidence.issued_on)
    document = attach_document(
        scheme=scheme,
        requirement=requirement,
        file=evidence.file,
        paper_no=evidence.number if is_dated else "",
        paper_on=evidence.issued_on if is_dated else None,
        note=evidence.title,
        pages=(first, last) if first and last else None,
        by=by,
        on=on,
    )
    document.evidence = evidence
    document.save(update_fields=["evidence"])
    return document


@service("schemes.assign_pages")
def assign_pages(
    *,
    scheme: Scheme,
    file: StoredFile,
    pages: Mapping[str, tuple[int, int]],
    by: User,
    on: dt.date,
) -> list[SchemeDocument]:
    """Attach one scan as several papers of the list: requirement -> first and last page."""
    if not pages:
        raise refuse("dossier.no_pages", "Ghi trang cho ít nhất một giấy tờ.", field="file")
    found = [
        dataclasses.replace(finding, field=f"pages_{requirement}")
        for requirement, span in pages.items()
        for finding in pages_refused(file, span)
    ]
    require(found)
    return [
        attach_document(scheme=scheme, requirement=code, file=file, pages=span, by=by, on=on)
        for code, span in pages.items()
    ]


@service("schemes.remove_document")
def remove_document(*, document: SchemeDocument, by: User, on: dt.date) -> SchemeDocument:
    """Take a paper off; what a later step was decided on stays."""
    locked = lock(document.scheme)
    _require_may_attach(locked, by)
    paper = SchemeDocument.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if paper.removed_at:
        raise refuse("dossier.removed", "Giấy tờ này đã được gỡ.")
    later = step_after(locked, paper.step)
    if later and not locked.is_editable:
        raise refuse(
            "dossier.stands",
            f"Bước “{later.label}” đã dựa trên giấy tờ này nên không gỡ được.",
            cure="Tải lên bản mới bên cạnh bản cũ.",
        )
    paper.removed_at, paper.removed_by = now(), by
    paper.save(update_fields=["removed_at", "removed_by"])
    label = requirement_label(locked.kind, paper.requirement) or paper.requirement
    record_act(events.REMOVED, locked, by, on, before=_digest(paper), document=label)
    return paper


def _require_may_attach(scheme: Scheme, by: User) -> None:
    if not may_attach(by, scheme):
        raise refuse("schemes.not_permitted", "Bạn không có quyền thay đổi hồ sơ của đề án này.")


def _digest(document: SchemeDocument) -> dict[str, str]:
    return {"file": document.file.name, "sha256": document.file.sha256}
