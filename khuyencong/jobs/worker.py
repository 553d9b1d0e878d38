"""Working off the queue."""

from django.db import transaction
from django_tasks_db.models import DBTaskResult


def run_next(worker_id: str) -> bool:
    """Claim the next ticket and run it; return whether there was one."""
    with transaction.atomic():
        ticket = DBTaskResult.objects.ready().get_locked()
        if ticket is None:
            return False
        ticket.claim(worker_id)
    ticket.task.call(*ticket.args_kwargs["args"], **ticket.args_kwargs["kwargs"])
    ticket.set_successful(None)
    return True
