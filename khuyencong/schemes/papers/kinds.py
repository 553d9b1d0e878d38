"""The papers by their codes: who may print which, from which state on."""

from collections.abc import Callable, Iterable

from khuyencong.accounts.models import User
from khuyencong.core.text import fold
from khuyencong.documents.registry import PaperKind
from khuyencong.schemes.enums import FUNDED, LIVING, State
from khuyencong.schemes.models import PlanBatch, Scheme
from khuyencong.schemes.papers import of_batch, of_scheme

VIEW = "schemes.view"
DONE = FUNDED - {State.APPROVED, State.CONTRACTED}
# The states in which a paper has something to say; one that is not named has it always.
SINCE = {"schemes.contract": FUNDED, "schemes.acceptance": DONE}


def _find_scheme(states: Iterable[State] = tuple(State)) -> Callable[[User, str], Scheme | None]:
    def find(user: User, public_id: str) -> Scheme | None:
        visible = Scheme.objects.visible_to(user).filter(
            public_id=public_id, origin__in=LIVING, state__in=list(states)
        )
        related = ("establishment", "organisation__area", "department__area", "unit", "norm")
        return visible.select_related(*related).first()

    return find


def _find_batch(user: User, public_id: str) -> PlanBatch | None:
    visible = PlanBatch.objects.visible_to(user).filter(public_id=public_id)
    return visible.select_related("organisation__area", "province").first()


def _named(prefix: str) -> Callable[[Scheme | PlanBatch], str]:
    return lambda subject: f"{prefix}-{_slug(subject)}"


def _slug(subject: Scheme | PlanBatch) -> str:
    name = subject.code or subject.name if isinstance(subject, Scheme) else str(subject)
    return "-".join(fold(name).replace("/", " ").split())[:80]


PAPER_KINDS = (
    PaperKind(
        code="schemes.estimate",
        label="Dự toán kinh phí (mẫu 01)",
        permission=VIEW,
        find=_find_scheme(),
        build=of_scheme.estimate,
        file_name=_named("du-toan"),
        form=of_scheme.FORM_01,
    ),
    PaperKind(
        code="schemes.contract",
        label="Hợp đồng hỗ trợ",
        permission=VIEW,
        find=_find_scheme(SINCE["schemes.contract"]),
        build=of_scheme.contract,
        file_name=_named("hop-dong"),
    ),
    PaperKind(
        code="schemes.acceptance",
        label="Biên bản nghiệm thu cơ sở (mẫu 5a)",
        permission=VIEW,
        find=_find_scheme(SINCE["schemes.acceptance"]),
        build=of_scheme.acceptance,
        file_name=_named("bien-ban-nghiem-thu"),
        form=of_scheme.FORM_5A,
    ),
    PaperKind(
        code="schemes.list",
        label="Biểu tổng hợp chi tiết đề án (mẫu 02)",
        permission=VIEW,
        find=_find_batch,
        build=of_batch.scheme_list,
        file_name=_named("bieu-tong-hop"),
        form=of_batch.FORM_02,
    ),
    PaperKind(
        code="schemes.memo",
        label="Tờ trình phê duyệt kế hoạch",
        permission=VIEW,
        find=_find_batch,
        build=of_batch.memo,
        file_name=_named("to-trinh"),
    ),
    PaperKind(
        code="schemes.decision",
        label="Quyết định phê duyệt kế hoạch",
        permission=VIEW,
        find=_find_batch,
        build=of_batch.decision,
        file_name=_named("quyet-dinh"),
    ),
)


def papers_for(scheme: Scheme) -> list[PaperKind]:
    """Return the papers that a scheme has as it stands; who sees the scheme may print them."""
    if scheme.is_recorded:
        return []
    return [kind for kind in PAPER_KINDS[:3] if scheme.state in SINCE.get(kind.code, State)]


def papers_for_batch() -> tuple[PaperKind, ...]:
    """Return the papers of a batch."""
    return PAPER_KINDS[3:]
