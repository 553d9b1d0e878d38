"""The life of a scheme as one table: what may happen from where, by whom, under which paper.

A new step is one line here; its button, permission, audit sentence, life-line stop, ledger entries
and deadline follow. An action without `target` is an event: it leaves the state as it is.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from khuyencong.budget.enums import Stage
from khuyencong.schemes.enums import Side, State


class Share(StrEnum):
    """Which amount a ledger move carries."""

    SUPPORT = "support"  # the approved support
    GIVEN = "given"  # the amount of the action itself
    RECOVERED = "recovered"  # what the beneficiary pays back
    BALANCE = "balance"  # all that is left in the origin


@dataclass(frozen=True)
class Move:
    """One ledger entry pair of the scheme's own account; a share of nothing is left out."""

    origin: Stage
    target: Stage
    share: Share = Share.BALANCE


@dataclass(frozen=True)
class PaperRule:
    """The paper that carries a step; its date is the legal day."""

    label: str
    series: str = ""  # NĐ 30/2020 Phụ lục III
    is_required: bool = True


@dataclass(frozen=True, kw_only=True)
class Action:
    """One thing that can happen to a scheme."""

    code: str
    origins: frozenset[State]
    target: State | None
    label: str  # the button: a verb
    done: str  # the life line: what happened
    permission: str
    side: Side
    sentence: str  # of the audit event
    guards: tuple[str, ...] = ()  # names in rules.guards.GUARDS
    paper: PaperRule | None = None
    deadline: str = ""  # step code of the norms' deadline rules
    moves: tuple[Move, ...] = ()
    stamps: str = ""  # the scheme's own field that keeps the legal day
    needs_reason: bool = False
    is_of_establishment: bool = False  # done for it by an officer with its signed paper
    wants_answers: bool = False  # every warning is passed with reason and citation, or it stops

    @property
    def is_event(self) -> bool:
        """Whether the state stays."""
        return self.target is None


def _from(*states: State) -> frozenset[State]:
    return frozenset(states)


CONTENT = ("kind", "content", "amounts", "sums", "counterpart", "period", "machines")
LAW = ("eligibility", "ceiling")
DAY = ("paper",)

SUBMIT = Action(
    code="submit",
    origins=_from(State.DRAFT),
    target=State.SUBMITTED,
    label="Nộp đề án",
    done="Nộp",
    permission="schemes.write",
    side=Side.CENTRE,
    sentence="{actor} nộp đề án {subject}{paper}",
    guards=(*DAY, *CONTENT, "dossier", "eligibility"),
    paper=PaperRule("Văn bản nộp đề án", "CV", is_required=False),
    deadline="submit",
    stamps="submitted_on",
    is_of_establishment=True,
)

ACTIONS: tuple[Action, ...] = (
    SUBMIT,
    replace(
        SUBMIT,
        code="resubmit",
        origins=_from(State.RETURNED),
        label="Nộp lại đề án",
        done="Nộp lại",
        sentence="{actor} nộp lại đề án {subject}{paper}",
        paper=PaperRule("Văn bản nộp lại đề án", "CV", is_required=False),
    ),
    Action(
        code="appraise",
        wants_answers=True,
        origins=_from(State.SUBMITTED),
        target=State.APPRAISED,
        label="Thẩm định đạt",
        done="Thẩm định",
        permission="schemes.appraise",
        side=Side.DEPARTMENT,
        sentence="{actor} thẩm định đạt đề án {subject}{paper}",
        guards=(*DAY, *CONTENT, "dossier", *LAW),
        paper=PaperRule("Phiếu thẩm định cấp cơ sở", "PTĐ"),
        deadline="appraise",
        stamps="appraised_on",
    ),
    Action(
        code="plan",
        origins=_from(State.APPRAISED),
        target=State.PLANNED,
        label="Đưa vào đợt kế hoạch",
        done="Vào đợt kế hoạch",
        permission="schemes.plan",
        side=Side.DEPARTMENT,
        sentence="{actor} đưa đề án {subject} vào {batch}",
        guards=DAY,
    ),
    Action(
        code="approve",
        wants_answers=True,
        origins=_from(State.PLANNED),
        target=State.APPROVED,
        label="Phê duyệt",
        done="Phê duyệt",
        permission="schemes.approve",
        side=Side.APPROVER,
        sentence="{actor} phê duyệt đề án {subject}{paper}",
        guards=(*DAY, "batch", "sums", *LAW),
        paper=PaperRule("Quyết định phê duyệt", "QĐ"),
        deadline="approve",
        moves=(Move(Stage.AVAILABLE, Stage.PLANNED, Share.SUPPORT),),
        stamps="approved_on",
    ),
    Action(
        code="contract",
        origins=_from(State.APPROVED),
        target=State.CONTRACTED,
        label="Ký hợp đồng",
        done="Hợp đồng",
        permission="schemes.contract",
        side=Side.CENTRE,
        sentence="{actor} ký hợp đồng thực hiện đề án {subject}{paper}",
        guards=(*DAY, "dossier"),
        paper=PaperRule("Hợp đồng hỗ trợ", "HĐ"),
        deadline="contract",
        moves=(Move(Stage.PLANNED, Stage.COMMITTED),),
        stamps="contracted_on",
    ),
    Action(
        code="start",
        origins=_from(State.CONTRACTED),
        target=State.UNDER_WAY,
        label="Bắt đầu thực hiện",
        done="Thực hiện",
        permission="schemes.follow",
        side=Side.CENTRE,
        sentence="{actor} bắt đầu thực hiện đề án {subject}",
        guards=DAY,
        stamps="started_on",
    ),
    Action(
        code="progress",
        origins=_from(State.UNDER_WAY),
        target=None,
        label="Ghi tiến độ",
        done="Tiến độ",
        permission="schemes.follow",
        side=Side.CENTRE,
        sentence="{actor} ghi tiến độ đề án {subject}: {detail}",
        guards=(*DAY, "progress"),
        deadline="progress",
    ),
    Action(
        code="advance",
        wants_answers=True,
        origins=_from(State.UNDER_WAY),
        target=None,
        label="Tạm ứng",
        done="Tạm ứng",
        permission="schemes.pay",
        side=Side.CENTRE,
        sentence="{actor} tạm ứng {detail} cho đề án {subject}{paper}",
        guards=(*DAY, "dossier", "advance_terms", "advance"),
        paper=PaperRule("Chứng từ tạm ứng"),
        moves=(Move(Stage.COMMITTED, Stage.ADVANCED, Share.GIVEN),),
    ),
    Action(
        code="accept",
        origins=_from(State.UNDER_WAY),
        target=State.ACCEPTED,
        label="Nghiệm thu",
        done="Nghiệm thu",
        permission="schemes.accept",
        side=Side.DEPARTMENT,
        sentence="{actor} nghiệm thu đề án {subject}{paper}",
        guards=(*DAY, "dossier", "acceptance"),
        paper=PaperRule("Biên bản nghiệm thu cơ sở", "BB"),
        deadline="accept",
        stamps="accepted_on",
    ),
    Action(
        code="payment",
        origins=_from(State.ACCEPTED),
        target=None,
        label="Thanh toán",
        done="Thanh toán",
        permission="schemes.pay",
        side=Side.CENTRE,
        sentence="{actor} thanh toán {detail} cho đề án {subject}{paper}",
        guards=(*DAY, "dossier", "payment"),
        paper=PaperRule("Chứng từ thanh toán"),
        moves=(Move(Stage.COMMITTED, Stage.PAID, Share.GIVEN),),
        deadline="pay",
    ),
    Action(
        code="settle",
        origins=_from(State.ACCEPTED),
        target=State.SETTLED,
        label="Quyết toán",
        done="Quyết toán",
        permission="schemes.settle",
        side=Side.CENTRE,
        sentence="{actor} quyết toán đề án {subject}{paper}",
        guards=(*DAY, "dossier", "settlement"),
        paper=PaperRule("Biên bản thanh lý, quyết toán", "BB"),
        deadline="settle",
        moves=(
            Move(Stage.ADVANCED, Stage.AVAILABLE, Share.RECOVERED),
            Move(Stage.ADVANCED, Stage.SETTLED),
            Move(Stage.PAID, Stage.SETTLED),
            Move(Stage.COMMITTED, Stage.AVAILABLE),
        ),
        stamps="settled_on",
    ),
    Action(
        code="close",
        origins=_from(State.SETTLED),
        target=State.CLOSED,
        label="Đóng hồ sơ",
        done="Đóng",
        permission="schemes.close",
        side=Side.CENTRE,
        sentence="{actor} đóng hồ sơ đề án {subject}",
        guards=(*DAY, "dossier"),
        deadline="close",
        stamps="ended_on",
    ),
    Action(
        code="return",
        origins=_from(State.SUBMITTED, State.APPRAISED),
        target=State.RETURNED,
        label="Trả lại để bổ sung",
        done="Trả lại",
        permission="schemes.appraise",
        side=Side.DEPARTMENT,
        sentence="{actor} trả lại đề án {subject} để bổ sung{paper}",
        guards=DAY,
        paper=PaperRule("Văn bản trả lại", "CV", is_required=False),
        needs_reason=True,
    ),
    Action(
        code="send_back",
        origins=_from(State.PLANNED),
        target=State.RETURNED,
        label="Trả lại để bổ sung",
        done="Cấp phê duyệt trả lại",
        permission="schemes.approve",
        side=Side.APPROVER,
        sentence="{actor} trả lại đề án {subject} từ đợt kế hoạch{paper}",
        guards=(*DAY, "batch"),
        paper=PaperRule("Văn bản trả lại", "CV", is_required=False),
        needs_reason=True,
    ),
    Action(
        code="reject",
        origins=_from(State.SUBMITTED, State.APPRAISED),
        target=State.REJECTED,
        label="Không chấp thuận",
        done="Không chấp thuận",
        permission="schemes.appraise",
        side=Side.DEPARTMENT,
        sentence="{actor} không chấp thuận đề án {subject}{paper}",
        guards=DAY,
        paper=PaperRule("Văn bản thông báo", "TB", is_required=False),
        needs_reason=True,
        stamps="ended_on",
    ),
    Action(
        code="decline",
        origins=_from(State.PLANNED),
        target=State.REJECTED,
        label="Không phê duyệt",
        done="Không phê duyệt",
        permission="schemes.approve",
        side=Side.APPROVER,
        sentence="{actor} không phê duyệt đề án {subject}{paper}",
        guards=(*DAY, "batch"),
        paper=PaperRule("Văn bản thông báo", "TB", is_required=False),
        needs_reason=True,
        stamps="ended_on",
    ),
    Action(
        code="withdraw",
        origins=_from(State.DRAFT, State.RETURNED, State.SUBMITTED, State.APPRAISED),
        target=State.WITHDRAWN,
        label="Rút đề án",
        done="Rút",
        permission="schemes.write",
        side=Side.CENTRE,
        sentence="{actor} rút đề án {subject}{paper}",
        guards=DAY,
        paper=PaperRule("Văn bản xin rút", "CV", is_required=False),
        needs_reason=True,
        stamps="ended_on",
        is_of_establishment=True,
    ),
    Action(
        code="drop",
        origins=_from(State.APPROVED),
        target=State.DROPPED,
        label="Đưa ra khỏi kế hoạch",
        done="Đưa ra khỏi kế hoạch",
        permission="schemes.approve",
        side=Side.APPROVER,
        sentence="{actor} đưa đề án {subject} ra khỏi kế hoạch{paper}",
        guards=DAY,
        paper=PaperRule("Quyết định điều chỉnh kế hoạch", "QĐ"),
        moves=(Move(Stage.PLANNED, Stage.AVAILABLE),),
        needs_reason=True,
        stamps="ended_on",
    ),
    Action(
        code="stop",
        origins=_from(State.CONTRACTED, State.UNDER_WAY),
        target=State.STOPPED,
        label="Ngừng thực hiện",
        done="Ngừng",
        permission="schemes.stop",
        side=Side.APPROVER,
        sentence="{actor} cho ngừng thực hiện đề án {subject}{paper}",
        guards=(*DAY, "recovery"),
        paper=PaperRule("Quyết định ngừng thực hiện", "QĐ"),
        moves=(
            Move(Stage.ADVANCED, Stage.AVAILABLE, Share.RECOVERED),
            Move(Stage.ADVANCED, Stage.SETTLED),
            Move(Stage.COMMITTED, Stage.AVAILABLE),
        ),
        needs_reason=True,
        stamps="ended_on",
    ),
)

# Not a step of the way but its beginning: a scheme that ran elsewhere comes in where it stands.
TAKE_OVER = Action(
    code="take_over",
    origins=frozenset(),
    target=None,
    label="Tiếp nhận",
    done="Tiếp nhận",
    permission="schemes.take_over",
    side=Side.CENTRE,
    sentence="{actor} tiếp nhận đề án {subject}, đang ở trạng thái “{state}”",
)

BY_CODE = {action.code: action for action in (*ACTIONS, TAKE_OVER)}
# What the button of a state proposes first: the straight way before the exits.
STRAIGHT = (
    "submit",
    "resubmit",
    "appraise",
    "plan",
    "approve",
    "contract",
    "start",
    "accept",
    "settle",
    "close",
)


def actions_from(state: str) -> tuple[Action, ...]:
    """Return what may happen to a scheme in `state`, the straight way first."""
    return tuple(action for action in ACTIONS if state in action.origins)


def main_action(state: str) -> Action | None:
    """Return the one action that leads on from `state`, None where the scheme has ended."""
    return next((BY_CODE[code] for code in STRAIGHT if state in BY_CODE[code].origins), None)
