"""What packages offer outside their own pages: on another's record, and to whoever has no work yet."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from khuyencong.core.registry import Registry


@dataclass(frozen=True)
class RecordAction:
    """What a higher package does with the record of a lower one, such as a scheme for a maker."""

    name: str
    record: str  # label of the model
    label: str
    icon: str
    permission: str
    url: Callable[[Any], str]


@dataclass(frozen=True)
class Start:
    """The first useful thing for those who hold `permission`; the lowest `order` counts."""

    name: str
    text: str
    label: str
    url_name: str
    permission: str
    order: int

    @property
    def url(self) -> str:
        """The address it leads to."""
        return reverse(self.url_name)


RECORD_ACTIONS: Registry[RecordAction] = Registry(lambda action: action.name)
STARTS: Registry[Start] = Registry(lambda start: start.name)


def actions_on(record: Any, request: HttpRequest) -> list[dict[str, str]]:
    """Return what the person who asks may do with `record` elsewhere."""
    return [
        {"label": action.label, "icon": action.icon, "url": action.url(record)}
        for action in RECORD_ACTIONS
        if action.record == record._meta.label_lower and request.user.has_perm(action.permission)
    ]


def first_start(request: HttpRequest) -> Start | None:
    """Return what the person who asks would best begin with, None where nothing is theirs."""
    allowed = [start for start in STARTS if request.user.has_perm(start.permission)]
    return min(allowed, key=lambda start: start.order, default=None)
