"""A real OpenID Connect provider in a process of its own, on a free port of this machine."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import urlopen

NUMBER = "066090001234"
PEOPLE = {
    "mai": {"email": "mai@sct.example", "email_verified": True, "personal_number": NUMBER},
    "chua-xac-nhan": {"email": "mai@sct.example", "email_verified": False},
    "la": {"email": "la@xa.example", "email_verified": True},
}


@contextmanager
def provider() -> Iterator[str]:
    """Run the provider; yield its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    claims = [json.dumps({"sub": sub} | told) for sub, told in PEOPLE.items()]
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
    for claim in claims:
        command += ["--user-claims", claim]
    process = subprocess.Popen(
        command, stderr=subprocess.DEVNULL, env=os.environ | {"NO_COLOR": "1"}
    )
    try:
        yield _ready(f"http://127.0.0.1:{port}")
    finally:
        process.terminate()
        process.wait()


def settings_for(issuer: str, claim: str = "email") -> dict[str, object]:
    """Return the settings of a site that trusts the provider."""
    app = {
        "provider_id": "dinh-danh",
        "name": "Định danh thử",
        "client_id": "khuyen-cong",
        "secret": "bi-mat",
        "settings": {"server_url": issuer, "claim": claim, "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app]}}


def _ready(address: str) -> str:
    for _ in range(200):
        try:
            with urlopen(f"{address}/.well-known/openid-configuration"):  # noqa: S310 - our own
                return address
        except URLError:
            time.sleep(0.05)
    raise RuntimeError("The provider does not answer.")
