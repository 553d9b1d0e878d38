"""Reading jobs and notices."""

from pathlib import Path

from django.db.models import Q, QuerySet

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import may
from khuyencong.jobs.models import Job
from khuyencong.jobs.run import result_path


def visible_to(user: User) -> QuerySet[Job]:
    """Return the jobs that `user` asked for; an administrator also sees the others."""
    everything = Q() if may(user, "jobs.administer") else Q(requested_by=user)
    return Job.objects.filter(everything).select_related("requested_by")


def result_of(user: User, public_id: str) -> tuple[Job, Path] | None:
    """Return a finished job of `user` with its result file; None once that was swept away."""
    job = Job.objects.filter(public_id=public_id, requested_by=user).exclude(file_name="").first()
    path = result_path(job) if job else None
    return (job, path) if job and path and path.exists() else None
