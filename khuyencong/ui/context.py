"""What every template knows."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest

from khuyencong.ui.menu import FRAME_PARTS, ME_MENU, MENU, visible_items


class Frame:
    """The facts of the frame, asked for only by pages that show it."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def menu(self) -> list[dict[str, Any]]:
        """The nouns of one's role."""
        return visible_items(MENU, self._request)

    @cached_property
    def me_menu(self) -> list[dict[str, Any]]:
        """The entries below one's name."""
        return visible_items(ME_MENU, self._request)

    @cached_property
    def organisation(self) -> str:
        """The name of the organisation one works in."""
        return self._part("organisation") or ""

    @property
    def session_left(self) -> str:
        """The seconds until one is signed out."""
        return str(int(self._request.session.get_expiry_age()))

    @property
    def initial(self) -> str:
        """The letter of one's given name, which stands last in Vietnamese."""
        words = str(getattr(self._request.user, "full_name", "")).split()
        return words[-1][0].upper() if words else "·"

    def _part(self, name: str) -> Any:
        if name not in FRAME_PARTS or not self._request.user.is_authenticated:
            return None
        return FRAME_PARTS[name].provider(self._request)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return what the frame around each page needs."""
    return {"frame": Frame(request)}
