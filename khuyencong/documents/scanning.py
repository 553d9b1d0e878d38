"""The hook to a virus scanner: clamd, asked over its socket with INSTREAM; off by default."""

import socket
import struct

from django.conf import settings

CHUNK = 1024 * 1024
SECONDS = 30


class NoAnswer(Exception):  # noqa: N818 - the scanner is silent, the file may be good
    """The scanner did not answer, or not with a verdict."""


def virus_in(data: bytes) -> str:
    """Return the name of the virus that clamd finds, "" for none or where no scanner is set."""
    if not settings.KC_CLAMD:
        return ""
    try:
        answer = _ask(data)
    except OSError as error:
        raise NoAnswer from error
    verdict = answer.rstrip("\0\n").removeprefix("stream: ")
    if verdict == "OK":
        return ""
    if not verdict.endswith(" FOUND"):
        raise NoAnswer(verdict)
    return verdict.removesuffix(" FOUND")


def _ask(data: bytes) -> str:
    with _connect(settings.KC_CLAMD) as line:
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(data), CHUNK):
            part = data[start : start + CHUNK]
            line.sendall(struct.pack("!I", len(part)) + part)
        line.sendall(struct.pack("!I", 0))
        return line.makefile("rb").read(4096).decode(errors="replace")


def _connect(address: str) -> socket.socket:
    """Return a line to "host:port" or to the path of a Unix socket."""
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(SECONDS)
        line.connect(address)
        return line
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=SECONDS)
