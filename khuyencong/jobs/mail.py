"""The site's e-mail backend: a letter is written down, and a job sends it."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from khuyencong.jobs.services import write_letter


class QueuedBackend(BaseEmailBackend):
    """Keeps each message as a row in the running transaction; no page waits for a mail server."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the messages down; return how many."""
        for message in email_messages:
            write_letter(message)
        return len(email_messages)
