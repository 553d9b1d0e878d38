"""Work that runs by itself: jobs with visible progress, schedules, notices and mail.

The queue is django-tasks on our database, so a job is enqueued in the transaction that wants it.
Packages above declare their jobs and schedules in `registry`; workers are `manage.py work`.
"""
