"""The papers of a scheme: attached, and taken off while nothing stands on them."""

import datetime as dt

from khuyencong.accounts.models import User
from khuyencong.core.clock import now, today
from khuyencong.core.findings import refuse
from khuyencong.core.service import service
from khuyencong.documents.models import StoredFile
from khuyencong.schemes import events
from khuyencong.schemes.kinds import requirement_label
from khuyencong.schemes.models import Scheme, SchemeDocument
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
) -> SchemeDocument:
    """Attach a file as one of the papers that the kind asks for, a scan of a step, or another."""
    locked = lock(scheme)
    _require_may_attach(locked, by)
    label = requirement_label(locked.kind, requirement)
    if label is None:
        raise refuse("dossier.unknown", "Chọn loại giấy tờ trong danh mục.", field="requirement")
    if paper_on and paper_on > today():
        raise refuse("paper.future", "Ngày văn bản chưa tới.", field="paper_on")
    texts = clean_values({"paper_no": paper_no, "note": note}, SchemeDocument)
    document = SchemeDocument(
        scheme=locked,
        step=latest_step(locked),
        requirement=requirement,
        file=file,
        paper_on=paper_on,
        at=now(),
        by=by,
        **texts,
    )
    describe_document(document, label)
    document.save()
    record_act(events.ATTACHED, locked, by, on, after=_digest(document), document=label)
    return document


@service("schemes.remove_document")
def remove_document(*, document: SchemeDocument, by: User, on: dt.date) -> SchemeDocument:
    """Take a paper off; what a later step was decided on stays."""
    locked = lock(document.scheme)
    _require_may_attach(locked, by)
    known = SchemeDocument.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if known.removed_at:
        raise refuse("dossier.removed", "Giấy tờ này đã được gỡ.")
    later = step_after(locked, known.step)
    if later and not locked.is_editable:
        raise refuse(
            "dossier.stands",
            f"Bước “{later.label}” đã dựa trên giấy tờ này nên không gỡ được.",
            cure="Tải lên bản mới bên cạnh bản cũ.",
        )
    known.removed_at, known.removed_by = now(), by
    known.save(update_fields=["removed_at", "removed_by"])
    label = requirement_label(locked.kind, known.requirement) or known.requirement
    record_act(events.REMOVED, locked, by, on, before=_digest(known), document=label)
    return known


def _require_may_attach(scheme: Scheme, by: User) -> None:
    if not may_attach(by, scheme):
        raise refuse("schemes.not_permitted", "Bạn không có quyền thay đổi hồ sơ của đề án này.")


def _digest(document: SchemeDocument) -> dict[str, str]:
    return {"file": document.file.name, "sha256": document.file.sha256}
