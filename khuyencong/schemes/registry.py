"""What schemes show elsewhere: tasks and search hits, menu, papers, files, work to hand over."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.urls import reverse

from khuyencong.accounts.models import User
from khuyencong.accounts.registry import HANDOVERS, Handover
from khuyencong.audit.registry import ROW_HISTORIES, RowHistory, among
from khuyencong.budget.registry import SUBJECTS, Subject, SubjectKind
from khuyencong.core.search import MOST_SUGGESTED
from khuyencong.desk.registry import SEARCHES, TASKS, Hit, SearchProvider, Task, TaskProvider
from khuyencong.documents.models import StoredFile
from khuyencong.documents.registry import OWNERS, PAPERS, FileOwner
from khuyencong.jobs.registry import notice
from khuyencong.schemes.kinds import KINDS, kind_label, requirement_label
from khuyencong.schemes.models import PlanBatch, Scheme, SchemeDocument
from khuyencong.schemes.papers import PAPER_KINDS
from khuyencong.schemes.queries.work import BatchJob, Job, batch_jobs_of, jobs_of
from khuyencong.schemes.services import hand_over_schemes
from khuyencong.schemes.workflow import BY_CODE
from khuyencong.ui.menu import MENU, MenuItem
from khuyencong.ui.offers import RECORD_ACTIONS, STARTS, RecordAction, Start

LABELS = {field.name: str(field.verbose_name) for field in Scheme._meta.concrete_fields}
# The button of a step says what it comes to; the task is still open.
TITLES = {"appraise": "Thẩm định đề án", "accept": "Nghiệm thu đề án"}


def tasks_of(user: AbstractBaseUser | AnonymousUser, on: dt.date) -> Iterator[Task]:
    """Yield what waits for the person among schemes and batches."""
    if not isinstance(user, User):
        return
    yield from (_task_of(job, on) for job in jobs_of(user, on))
    yield from (_task_of_batch(job) for job in batch_jobs_of(user, on))


def _task_of(job: Job, on: dt.date) -> Task:
    scheme, due = job.scheme, job.due
    days = scheme.days_held(on)
    held = f"giữ hồ sơ {days} ngày" if days else "nhận hôm nay"
    return Task(
        title=TITLES.get(job.action.code, job.action.label),
        subject=str(scheme),
        url=scheme.get_absolute_url(),
        due_on=due.on if due else None,
        why=f"{due.why}; {held}" if due else held,
        citation=due.citation if due else "",
        action="Mở đề án",
        group="Đề án",
    )


def _task_of_batch(job: BatchJob) -> Task:
    return Task(
        title=job.label,
        subject=f"{job.batch} · {job.count} đề án",
        url=job.batch.get_absolute_url(),
        why=f"tờ trình số {job.batch.memo_no}" if job.batch.memo_no else "đề án đã vào đợt",
        action=job.label,
        group="Đợt kế hoạch",
    )


def search_schemes(user: AbstractBaseUser | AnonymousUser, text: str, limit: int) -> Iterator[Hit]:
    """Yield the schemes that fit a text, the nearest first."""
    if not isinstance(user, User):
        return
    visible = Scheme.objects.visible_to(user).select_related("establishment", "province")
    for scheme in visible.nearest(text, MOST_SUGGESTED)[:limit]:
        detail = (scheme.code, scheme.beneficiary, scheme.province)
        yield Hit(
            kind="Đề án",
            title=scheme.name,
            detail=" · ".join(str(part) for part in detail if part),
            url=scheme.get_absolute_url(),
            state=scheme.get_state_display(),
            tone=scheme.tone,
            also=(
                ("loại", scheme.kind_label),
                ("địa điểm", scheme.place_text),
                ("số quyết định", scheme.decision_no),
                ("số hợp đồng", scheme.contract_no),
            ),
        )


def search_documents(
    user: AbstractBaseUser | AnonymousUser, text: str, limit: int
) -> Iterator[Hit]:
    """Yield the papers of dossiers that fit a text, the nearest first."""
    if not isinstance(user, User):
        return
    visible = SchemeDocument.objects.visible_to(user).select_related("scheme", "file")
    for paper in visible.nearest(text, MOST_SUGGESTED)[:limit]:
        label = requirement_label(paper.scheme.kind, paper.requirement) or "giấy tờ"
        yield Hit(
            kind="Giấy tờ",
            title=paper.file.name,
            detail=" · ".join(part for part in (label, paper.paper_no, str(paper.scheme)) if part),
            url=paper.scheme.get_absolute_url(),
            also=(("ghi chú", paper.note),),
        )


def may_read(file: StoredFile, user: User) -> bool:
    """Return whether a file stands in the dossier of a scheme that the person sees."""
    held = SchemeDocument.objects.filter(file=file).values("scheme")
    return Scheme.objects.visible_to(user).filter(pk__in=held).exists()


def subjects_of(user: User, public_ids: Collection[str]) -> dict[str, Subject]:
    """Return the schemes that the person may see among the subjects of the ledger."""
    visible = Scheme.objects.visible_to(user).filter(public_id__in=public_ids)
    return {scheme.public_id: Subject(str(scheme), scheme.get_absolute_url()) for scheme in visible}


def answers_in_words(answers: Mapping[str, object]) -> str:
    """Write the answers to a kind's questions as the form asks them."""
    labels = {q.code: q.label for kind in KINDS.values() for q in kind.questions}
    words: dict[object, str] = {True: "có", False: "không"}
    return "; ".join(f"{labels.get(c, c)}: {words.get(v, v)}" for c, v in answers.items())


def required_paper(code: str) -> str:
    """Write which paper of the dossier a code means; kinds share the codes of common papers."""
    labels = (requirement_label(kind, code) for kind in KINDS)
    return next((label for label in labels if label), code)


SUBJECTS.register(SubjectKind("schemes", subjects_of))
notice("schemes.approved", "Đề án được phê duyệt")
notice("schemes.returned", "Đề án được trả lại để bổ sung")
notice("schemes.rejected", "Đề án không được chấp thuận")
MENU.register(MenuItem("Đề án", "schemes:list", "folder2-open", "schemes.view", order=20))
MENU.register(MenuItem("Đợt kế hoạch", "schemes:batches", "stack", "schemes.view", order=30))
RECORD_ACTIONS.register(
    RecordAction(
        name="schemes.create",
        record="establishments.establishment",
        label="Lập đề án",
        icon="folder-plus",
        permission="schemes.write",
        url=lambda record: f"{reverse('schemes:create')}?co-so={record.public_id}",
    )
)
RECORD_ACTIONS.register(
    RecordAction(
        name="schemes.take_over",
        record="establishments.establishment",
        label="Tiếp nhận đề án đang thực hiện",
        icon="box-arrow-in-right",
        permission="schemes.take_over",
        url=lambda record: f"{reverse('schemes:take_over')}?co-so={record.public_id}",
    )
)
STARTS.register(
    Start(
        name="schemes.create",
        text="Lập đề án cho một cơ sở có nhu cầu: phần mềm dẫn qua từng phần và nhắc giấy tờ còn thiếu.",
        label="Lập đề án",
        url_name="schemes:create",
        permission="schemes.write",
        order=10,
    )
)
STARTS.register(
    Start(
        name="schemes.list",
        text="Trong lúc chờ, có thể xem các đề án trong phạm vi của bạn đang ở bước nào.",
        label="Xem các đề án",
        url_name="schemes:list",
        permission="schemes.view",
        order=50,
    )
)
TASKS.register(TaskProvider("schemes", tasks_of))
SEARCHES.register(SearchProvider("schemes", "Đề án", search_schemes))
SEARCHES.register(SearchProvider("documents", "Giấy tờ", search_documents))
OWNERS.register(FileOwner("schemes", may_read))
HANDOVERS.register(
    Handover(
        "schemes",
        "đề án đang phụ trách",
        lambda user: Scheme.objects.answered_by(user).count(),
        hand_over_schemes,
    )
)
for _kind in PAPER_KINDS:
    PAPERS.register(_kind)
ROW_HISTORIES.register(RowHistory("dot-ke-hoach", PlanBatch, among(PlanBatch.objects.visible_to)))
ROW_HISTORIES.register(
    RowHistory(
        "de-an",
        Scheme,
        among(Scheme.objects.visible_to),
        {
            "scheme.kind": kind_label,
            "scheme.answers": answers_in_words,
            "step.transition": lambda code: BY_CODE[code].done if code in BY_CODE else code,
            "schemedocument.requirement": required_paper,
            "correction.field": lambda name: LABELS.get(name, name),
        },
    )
)
