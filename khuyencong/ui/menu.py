"""What the frame shows around each page; packages register it from their registry.py."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from khuyencong.core.registry import Registry


@dataclass(frozen=True)
class MenuItem:
    """One entry of the rail or of the personal menu, shown to those who hold `permission`.

    `count_url_name` answers with the number beside the word (htmx asks for it after the page).
    """

    label: str
    url_name: str
    icon: str
    permission: str = ""
    order: int = 100
    count_url_name: str = ""
    is_sign_out: bool = False

    @property
    def url(self) -> str:
        """The address it leads to."""
        return reverse(self.url_name)

    @property
    def count_url(self) -> str:
        """The address of its number, "" without one."""
        return reverse(self.count_url_name) if self.count_url_name else ""


@dataclass(frozen=True)
class FramePart:
    """A fact of the frame that a higher package knows, such as "organisation"."""

    name: str
    provider: Callable[[HttpRequest], Any]


MENU: Registry[MenuItem] = Registry(lambda item: item.url_name)
ME_MENU: Registry[MenuItem] = Registry(lambda item: item.url_name)
FRAME_PARTS: Registry[FramePart] = Registry(lambda part: part.name)


def visible_items(menu: Registry[MenuItem], request: HttpRequest) -> list[dict[str, Any]]:
    """Return the entries of `menu` for the person who asks, the current one marked."""
    user = request.user
    if not user.is_authenticated:
        return []
    allowed = [item for item in menu if not item.permission or user.has_perm(item.permission)]
    current = _current(allowed, request.path)
    return [
        {"item": item, "is_current": item is current}
        for item in sorted(allowed, key=lambda item: item.order)
    ]


def _current(items: list[MenuItem], path: str) -> MenuItem | None:
    """Return the entry whose address is the longest beginning of `path`."""
    fitting = [i for i in items if path == i.url or (i.url != "/" and path.startswith(i.url))]
    return max(fitting, key=lambda item: len(item.url), default=None)
