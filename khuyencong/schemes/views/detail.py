"""The page of one scheme."""

from django.shortcuts import render
from django.urls import reverse

from khuyencong.audit.queries import history_of
from khuyencong.core import clock
from khuyencong.schemes.enums import FUNDED, MAIN_LINE
from khuyencong.schemes.kinds import KINDS
from khuyencong.schemes.models import Scheme
from khuyencong.schemes.papers import papers_for
from khuyencong.schemes.permissions import may_assign, may_attach, may_correct, may_write
from khuyencong.schemes.queries import (
    ceiling_findings,
    checklist,
    ledger_of,
    life_line,
    missing_items,
    money_parts,
    next_action,
    other_actions,
    steps_of,
)
from khuyencong.schemes.services import PART_FIELDS
from khuyencong.schemes.views.common import scheme_or_404
from khuyencong.ui.access import requires

WRITE = "Soạn"
# Where an action of the table has its page.
AT_BATCH = frozenset({"submit_batch", "approve"})
TEXTS = [
    Scheme._meta.get_field(name)
    for name in ("rationale", "objectives", "scale", "contents", "organisation_text", "effects")
]
# Which part of the writing holds a field that a finding names.
PART_OF = {name: part.value for part, names in PART_FIELDS.items() for name in names} | {
    "lines": "budget",
    "support_vnd": "budget",
    "counterpart_vnd": "budget",
    "machines": "machines",
}
# Short names: they stand inside the bar.
SOURCES = {
    "national": "Quốc gia",
    "local": "Địa phương",
    "counterpart": "Đối ứng",
    "other": "Nguồn khác",
}
TABS = (
    ("noi-dung", "Nội dung"),
    ("ho-so", "Hồ sơ và văn bản"),
    ("tien-do", "Tiến độ và tiền"),
    ("lich-su", "Lịch sử"),
)


@requires("schemes.view")
def detail(request, public_id):
    scheme = scheme_or_404(request, public_id)
    tab = request.GET.get("xem", TABS[0][0])
    tab = tab if tab in dict(TABS) else TABS[0][0]
    parts = [(source, SOURCES[source], vnd) for source, _, vnd in money_parts(scheme)]
    context = {"scheme": scheme, "tabs": TABS, "tab": tab, "parts": parts}
    if scheme.is_recorded:
        return render(request, "schemes/recorded.html", context)
    context |= _standing(request, scheme) | OF_TAB[tab](request, scheme)
    return render(request, "schemes/detail.html", context)


def _standing(request, scheme):
    """Return where the scheme stands and what comes next."""
    today, user = clock.today(), request.user
    following = next_action(scheme, user, today)
    needs = missing_items(scheme, today)
    missing = [
        (item, item.label.removeprefix("Còn thiếu: "), *_cure(user, scheme, item.field))
        for item in needs
    ]
    return {
        "following": following,
        "following_url": _address(scheme, following.code) if following else "",
        "others": [
            (action.label, _address(scheme, action.code))
            for action in other_actions(scheme, user, today)
        ],
        "stops": life_line(scheme, today),
        "told": _told(scheme),
        "missing": missing,
        "missing_count": f"{len(missing)} việc",
        "unwritten_url": next((url for _, _, url, button in missing if button == WRITE), ""),
        "is_funded": scheme.state in FUNDED,
        "ceiling": ceiling_findings(scheme, scheme.approved_on or today),
        "ledger": ledger_of(scheme),
        "may_write": may_write(user, scheme),
        "may_attach": may_attach(user, scheme),
        "may_assign": may_assign(user, scheme),
        "may_correct": may_correct(user, scheme) and scheme.state in FUNDED,
    }


def _told(scheme):
    """Return the step that returned the scheme or ended it early: its reasons stand on top."""
    if scheme.state in MAIN_LINE:
        return None
    live = scheme.steps.filter(taken_back_at=None).select_related("organisation")
    return live.order_by("seq").last()


def _cure(user, scheme, field):
    """Return where what is missing is put right, and the word on the button; "" where elsewhere."""
    document = field.removeprefix("document_")
    if document != field and may_attach(user, scheme):
        return reverse("schemes:attach", args=[scheme.public_id, document]), "Tải lên"
    part = PART_OF.get("answers" if field.startswith("question_") else field)
    if part and may_write(user, scheme):
        return reverse("schemes:write", args=[scheme.public_id, part]), WRITE
    return "", ""


def _address(scheme, code):
    if code in AT_BATCH and scheme.batch:
        return scheme.batch.get_absolute_url()
    return reverse("schemes:step", args=[scheme.public_id, code])


def _content(request, scheme):
    return {
        "lines": scheme.lines.all(),
        "machines": scheme.machines.all(),
        "corrections": scheme.corrections.select_related("by") if scheme.state in FUNDED else (),
        "texts": [(field.verbose_name, getattr(scheme, field.name)) for field in TEXTS],
        "answers": _answers(scheme),
    }


def _answers(scheme):
    """Return the kind's questions with what was answered, in words."""
    words = {True: "có", False: "không"}
    return [
        (question.label, words.get(answer, answer))
        for question in KINDS[scheme.kind].questions
        if (answer := scheme.answers.get(question.code)) not in (None, "")
    ]


def _dossier(request, scheme):
    return {
        "items": checklist(scheme),
        "papers": papers_for(scheme),
        "steps": [step for step in steps_of(scheme) if step.paper_no],
        "extra": scheme.documents.filter(removed_at=None, requirement="other").select_related(
            "file"
        ),
    }


def _progress(request, scheme):
    return {"events": scheme.events.all(), "today": clock.today()}


def _history(request, scheme):
    steps = sorted(scheme.steps.all(), key=lambda step: -step.seq)
    return {
        "steps": steps,
        "undoable": next((step.pk for step in steps if step.is_live), None),
        "happened": history_of(scheme)[:100],
    }


OF_TAB = {"noi-dung": _content, "ho-so": _dossier, "tien-do": _progress, "lich-su": _history}
