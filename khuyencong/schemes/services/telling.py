"""Telling those concerned what was decided about a scheme."""

from khuyencong.accounts.models import User
from khuyencong.core.dates import format_date
from khuyencong.jobs.registry import NOTICES
from khuyencong.jobs.services import notify
from khuyencong.schemes.enums import State
from khuyencong.schemes.models import Step
from khuyencong.schemes.queries.parties import people_concerned

# The decisions that somebody waits for, with the kind of their notice.
NEWS = {
    State.APPROVED: "schemes.approved",
    State.RETURNED: "schemes.returned",
    State.REJECTED: "schemes.rejected",
}


def tell_concerned(step: Step) -> None:
    """Tell the officer, whoever submitted and the people of the establishment, but not the doer."""
    kind = NEWS.get(State(step.to_state), "")
    people = people_concerned(step.scheme, step.on) - {step.by} if kind else set[User]()
    if people:
        text = f"{NOTICES[kind].label}: {step.scheme}"
        notify(
            to=people,
            kind=kind,
            text=text,
            url=step.scheme.get_absolute_url(),
            copy_text="\n".join([f"{text}.", *_details(step)]),
        )


def _details(step: Step) -> list[str]:
    lines = [f"{step.organisation}, ngày {format_date(step.on)}."]
    if step.paper_no:
        lines.append(f"Văn bản số {step.paper_no}.")
    if step.reason:
        lines.append(f"Lý do: {step.reason}")
    return lines + [f"- {item['item']}: {item['reason']}" for item in step.items]
