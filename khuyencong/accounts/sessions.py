"""How long a session lasts, and how a person recognises the device that it is on."""

from datetime import timedelta

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from django.utils import timezone

SEEN_EVERY = 5 * 60  # seconds: as exactly as the list of sessions tells when one was last used
# The first that fits counts: Edge calls itself Chrome too, Chrome calls itself Safari.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "coc_coc": "Cốc Cốc",
    "Firefox/": "Firefox",
    "Chrome/": "Chrome",
    "CriOS/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "Windows": "Windows",
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Macintosh": "máy Mac",
    "Linux": "Linux",
}


def prolong(request: HttpRequest) -> None:
    """Let the session last its full time from now."""
    request.session.set_expiry(timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE))


def is_due_to_be_seen(session_key: str) -> bool:
    """Whether this process has not noted the session for a while; it counts as noted then."""
    return caches["process"].add(f"seen:{session_key}", True, SEEN_EVERY)


def device_of(user_agent: str) -> str:
    """Return browser and system in words: "Chrome trên Windows"."""
    browser = _first(BROWSERS, user_agent) or "Trình duyệt khác"
    system = _first(SYSTEMS, user_agent)
    return f"{browser} trên {system}" if system else browser


def _first(names: dict[str, str], user_agent: str) -> str:
    return next((name for mark, name in names.items() if mark in user_agent), "")
