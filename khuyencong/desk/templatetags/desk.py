"""How a deadline is said on a card."""

import datetime as dt

from django import template

from khuyencong.core.dates import format_date
from khuyencong.desk.registry import Task

register = template.Library()


@register.filter
def due_words(task: Task, on: dt.date) -> str:
    """Say a deadline as people do: trễ 9 ngày, hôm nay, còn 3 ngày · 30/09/2026."""
    if task.due_on is None:
        return "chưa ghi hạn"
    days = (task.due_on - on).days
    if days < 0:
        distance = f"trễ {-days} ngày"
    else:
        distance = {0: "hạn hôm nay", 1: "hạn ngày mai"}.get(days, f"còn {days} ngày")
    return f"{distance} · {format_date(task.due_on)}"
