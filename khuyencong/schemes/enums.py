"""States of a scheme and the words around them; groups of states as named sets."""

from django.db import models


class State(models.TextChoices):
    """Where a scheme stands; the last five are exits or waits beside the straight way."""

    DRAFT = "draft", "Đang soạn"
    SUBMITTED = "submitted", "Chờ thẩm định"
    APPRAISED = "appraised", "Đã thẩm định"
    PLANNED = "planned", "Trong đợt kế hoạch"
    APPROVED = "approved", "Đã phê duyệt"
    CONTRACTED = "contracted", "Đã ký hợp đồng"
    UNDER_WAY = "under_way", "Đang thực hiện"
    ACCEPTED = "accepted", "Đã nghiệm thu"
    SETTLED = "settled", "Đã quyết toán"
    CLOSED = "closed", "Đã đóng"
    RETURNED = "returned", "Trả lại để bổ sung"
    REJECTED = "rejected", "Không được chấp thuận"
    WITHDRAWN = "withdrawn", "Đã rút"
    DROPPED = "dropped", "Đưa ra khỏi kế hoạch"
    STOPPED = "stopped", "Đã ngừng"


class Tone(models.TextChoices):
    """Colour of a state's badge."""

    INFO = "info"
    WAIT = "wait"
    LATE = "late"
    DONE = "done"
    QUIET = "quiet"


class Origin(models.TextChoices):
    """Whether a scheme lives here or was recorded from a published source."""

    RUN = "run", "thực hiện trên phần mềm"
    TAKEN_OVER = "taken_over", "tiếp nhận khi đang thực hiện"
    RECORDED = "recorded", "ghi lại từ nguồn công bố"


class Side(models.TextChoices):
    """The organisation that takes a step."""

    CENTRE = "centre", "đơn vị thực hiện"
    DEPARTMENT = "department", "Sở Công Thương"
    APPROVER = "approver", "cơ quan phê duyệt"


class BatchState(models.TextChoices):
    """Where a plan batch stands."""

    OPEN = "open", "Đang lập"
    SUBMITTED = "submitted", "Đã trình"
    DECIDED = "decided", "Đã có quyết định"


class Part(models.TextChoices):
    """The eight parts of a scheme (TT 36/2013 Điều 5)."""

    PARTIES = "parties", "Đơn vị thực hiện, phối hợp, thụ hưởng và địa điểm"
    RATIONALE = "rationale", "Sự cần thiết và căn cứ"
    OBJECTIVES = "objectives", "Mục tiêu"
    SCALE = "scale", "Quy mô, tính năng của công nghệ, máy móc, sản phẩm"
    CONTENTS = "contents", "Nội dung và tiến độ"
    BUDGET = "budget", "Dự toán kinh phí"
    ORGANISATION = "organisation", "Tổ chức thực hiện"
    EFFECTS = "effects", "Hiệu quả"


class EventKind(models.TextChoices):
    """What happens to a scheme without changing its state."""

    PROGRESS = "progress", "Tiến độ"
    ADVANCE = "advance", "Tạm ứng"
    PAYMENT = "payment", "Thanh toán"


# Schemes that take steps here, whether or not they began here.
LIVING = (Origin.RUN, Origin.TAKEN_OVER)
# Content may be written only here.
EDITABLE = frozenset({State.DRAFT, State.RETURNED})
# The straight way, in order.
MAIN_LINE = (
    State.DRAFT,
    State.SUBMITTED,
    State.APPRAISED,
    State.PLANNED,
    State.APPROVED,
    State.CONTRACTED,
    State.UNDER_WAY,
    State.ACCEPTED,
    State.SETTLED,
    State.CLOSED,
)
# Nothing follows.
ENDED = frozenset({State.CLOSED, State.REJECTED, State.WITHDRAWN, State.DROPPED, State.STOPPED})
# A decision approves the support and money is planned for it.
FUNDED = frozenset(MAIN_LINE[MAIN_LINE.index(State.APPROVED) :])
# How far a scheme may have come elsewhere when it is taken over.
TAKEABLE = (State.APPROVED, State.CONTRACTED, State.UNDER_WAY, State.ACCEPTED)
# Somebody still has to act.
OPEN = frozenset(State) - ENDED

TONES = {
    State.DRAFT: Tone.QUIET,
    State.SUBMITTED: Tone.WAIT,
    State.APPRAISED: Tone.INFO,
    State.PLANNED: Tone.WAIT,
    State.APPROVED: Tone.INFO,
    State.CONTRACTED: Tone.INFO,
    State.UNDER_WAY: Tone.INFO,
    State.ACCEPTED: Tone.INFO,
    State.SETTLED: Tone.DONE,
    State.CLOSED: Tone.DONE,
    State.RETURNED: Tone.WAIT,
    State.REJECTED: Tone.LATE,
    State.WITHDRAWN: Tone.QUIET,
    State.DROPPED: Tone.QUIET,
    State.STOPPED: Tone.LATE,
}

BATCH_TONES = {
    BatchState.OPEN: Tone.QUIET,
    BatchState.SUBMITTED: Tone.WAIT,
    BatchState.DECIDED: Tone.DONE,
}
