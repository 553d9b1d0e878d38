"""What the environment decides: demo or production, the database, secrets, allowed hosts."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from khuyencong.config import embedded

BASE_DIR = Path(__file__).resolve().parents[2]
IS_CHECKOUT = (BASE_DIR / "pyproject.toml").exists()
VAR_DIR = Path(os.environ.get("KC_DATA") or BASE_DIR / "var")
# A wheel brings its static files along; a checkout collects them.
BUILT_STATIC = BASE_DIR / "khuyencong" / "static"
STATIC_DIR = BUILT_STATIC if BUILT_STATIC.exists() else VAR_DIR / "static"
# A record with all it belongs to joins twenty tables by their keys, in the order written: to weigh
# eight of them in every order (the default) takes a hundred times as long as fetching the row.
PLANNING = "-c join_collapse_limit=4"
POOL = {"pool": {"min_size": 1, "max_size": 8}}


def flag(name: str) -> bool:
    """Return whether the switch `name` is set to 1."""
    return os.environ.get(name) == "1"


def missing_for_production() -> list[str]:
    """Return the variables that a web server outside the demo may not start without."""
    if flag("KC_DEMO") or flag("KC_TEST"):
        return []
    wanted = ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"]
    if not IS_CHECKOUT:
        wanted.append("KC_DATA")
    return [name for name in wanted if not os.environ.get(name)]


def secret_key() -> str:
    """Return SECRET_KEY, or a random one kept for this checkout."""
    return os.environ.get("SECRET_KEY") or kept_secret("secret_key")


def kept_secret(name: str) -> str:
    """Return the secret `name` of this checkout, made at the first call, readable by us alone."""
    path = VAR_DIR / name
    if not path.exists():
        VAR_DIR.mkdir(exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text()


def scanner() -> str:
    """Return where clamd listens ("host:port" or the path of its socket), "" without one."""
    return os.environ.get("KC_CLAMD", "")


def demo_password() -> str:
    """Return the password of the demo's people: random per checkout, "" outside the demo."""
    return kept_secret("demo_password")[:16] if flag("KC_DEMO") else ""


def identity_providers() -> dict[str, Any]:
    """Return allauth's settings of the identity provider of OIDC_ISSUER, {} without one."""
    issuer = os.environ.get("OIDC_ISSUER")
    if not issuer:
        return {}
    app = {
        "provider_id": "dinh-danh",
        "name": os.environ.get("OIDC_NAME", "Định danh quốc gia (VNeID)"),
        "client_id": os.environ.get("OIDC_CLIENT_ID", ""),
        "secret": os.environ.get("OIDC_CLIENT_SECRET", ""),
        "settings": {
            "server_url": issuer,
            "claim": os.environ.get("OIDC_CLAIM", "email"),
            "oauth_pkce_enabled": True,
        },
    }
    return {"openid_connect": {"APPS": [app]}}


def allowed_hosts() -> list[str]:
    """Return ALLOWED_HOSTS split at commas, or this machine alone."""
    return [h for h in os.environ.get("ALLOWED_HOSTS", "").split(",") if h] or [
        "localhost",
        "127.0.0.1",
        "[::1]",
    ]


def _session() -> dict[str, str]:
    """Return what each session begins with: ours, and what PGOPTIONS says of who acts."""
    return {"options": f"{PLANNING} {os.environ.get('PGOPTIONS', '')}".strip()}


def database() -> dict[str, Any]:
    """Return Django's settings of the database: DATABASE_URL, else the embedded server."""
    url = os.environ.get("DATABASE_URL") or _embedded_url()
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/") or "postgres",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": _session() | query | (POOL if flag("KC_POOL") else {}),
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": 0 if flag("KC_POOL") or flag("KC_TEST") else 60,
    }


def site_url() -> str:
    """Return SITE_URL, the address that people know, for letters and messages."""
    return (os.environ.get("SITE_URL") or f"https://{allowed_hosts()[0]}").rstrip("/")


def mail_server() -> SplitResult:
    """Return SMTP_URL in parts, all of them empty without a mail server."""
    parts = urlsplit(os.environ.get("SMTP_URL", ""))
    if parts.scheme not in {"", "smtp", "smtp+tls", "smtps"} or bool(parts.scheme) != bool(
        parts.hostname
    ):
        raise RuntimeError("SMTP_URL reads smtp+tls://user:password@host:port (or smtp, smtps).")
    return parts


def mail_sender() -> str:
    """Return MAIL_FROM, from whom letters come."""
    return os.environ.get("MAIL_FROM") or "khuyencong@localhost"


def _embedded_url() -> str:
    if flag("KC_TEST"):
        return embedded.ensure(VAR_DIR / "postgres-test", durable=False)
    return embedded.ensure(VAR_DIR / "postgres")
