"""Running the queue inside a test."""

from khuyencong.jobs.worker import run_next


def run_jobs() -> int:
    """Run whatever is queued, also what that queues; return how many tickets there were."""
    count = 0
    while run_next(0):
        count += 1
    return count
