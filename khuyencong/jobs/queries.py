"""Reading jobs and notices."""

from collections.abc import Collection
from pathlib import Path

from django.db.models import Exists, OuterRef, Q, QuerySet

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import may
from khuyencong.jobs.enums import MailPace, MailState
from khuyencong.jobs.models import Job, Mail, MailChoice, Notice
from khuyencong.jobs.run import result_path

MOST_COUNTED = 100


def visible_to(user: User) -> QuerySet[Job]:
    """Return the jobs that `user` asked for; an administrator also sees the others."""
    everything = Q() if may(user, "jobs.administer") else Q(requested_by=user)
    return Job.objects.filter(everything).select_related("requested_by")


def result_of(user: User, public_id: str) -> tuple[Job, Path] | None:
    """Return a finished job of `user` with its result file; None once that was swept away."""
    job = Job.objects.filter(public_id=public_id, requested_by=user).exclude(file_name="").first()
    path = result_path(job) if job else None
    return (job, path) if job and path and path.exists() else None


def notices_of(user: User) -> QuerySet[Notice]:
    """Return what `user` was told, the latest first."""
    return Notice.objects.filter(recipient=user)


def unread_count(user: User) -> int:
    """Return how many notices `user` has not read, counted up to MOST_COUNTED."""
    unread = Notice.objects.filter(recipient=user, read_at=None)
    return len(unread.order_by().values_list("pk", flat=True)[:MOST_COUNTED])


def mail_choice_of(user: User) -> MailChoice:
    """Return how `user` wants notices by e-mail; not at all until they chose."""
    return MailChoice.objects.filter(user=user).first() or MailChoice(user=user)


def mail_paces(people: Collection[User]) -> dict[int, str]:
    """Return how soon each of the people who have an address wants notices by e-mail."""
    choices = MailChoice.objects.filter(user__in=people).exclude(user__email="")
    return dict(choices.values_list("user", "pace"))


def letters_visible_to(user: User) -> QuerySet[Mail]:
    """Return every letter for an administrator, none for others."""
    return Mail.objects.all() if may(user, "jobs.administer") else Mail.objects.none()


def letters_waiting() -> QuerySet[Mail]:
    """Return the letters that no server has taken yet, the oldest first."""
    return Mail.objects.filter(state=MailState.WAITING).order_by("pk")


def digests_due() -> list[MailChoice]:
    """Return whose notices wait for the letter of the day."""
    waiting = Notice.objects.filter(is_for_digest=True, recipient=OuterRef("user"))
    daily = MailChoice.objects.filter(Exists(waiting), pace=MailPace.DAILY)
    return list(daily.select_related("user").order_by("pk"))
