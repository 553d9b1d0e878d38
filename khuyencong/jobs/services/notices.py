"""Telling people."""

from khuyencong.accounts.models import User
from khuyencong.core import clock
from khuyencong.jobs.models import Notice
from khuyencong.jobs.registry import NOTICES


def notify(*, to: User, kind: str, text: str, url: str = "", copy_text: str = "") -> Notice:
    """Tell `to` something, in the running transaction; `copy_text` is what they may send on."""
    return Notice.objects.create(
        recipient=to,
        kind=NOTICES[kind].code,
        text=text[:500],
        url=url,
        copy_text=copy_text or text,
        created_at=clock.now(),
    )
