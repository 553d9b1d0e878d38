"""The virus scanner, played by a socket that speaks clamd's INSTREAM."""

import socket
import struct
import threading

import pytest

from khuyencong.core.findings import Refusal
from khuyencong.documents import services
from khuyencong.documents.scanning import CHUNK, virus_in
from tests.documents.factories import PDF

EVIL = b"EICAR"


def read_stream(line) -> bytes:
    """Return the bytes sent by INSTREAM."""
    stream = line.makefile("rb")
    assert stream.read(10) == b"zINSTREAM\0"
    data = b""
    while size := struct.unpack("!I", stream.read(4))[0]:
        data += stream.read(size)
    return data


@pytest.fixture(params=["tcp", "unix"])
def scanner(request, settings, tmp_path):
    """Listen as clamd does; `answers` overrides its verdict."""
    answers = {}
    if request.param == "tcp":
        server = socket.create_server(("127.0.0.1", 0))
        settings.KC_CLAMD = f"127.0.0.1:{server.getsockname()[1]}"
    else:
        server = socket.socket(socket.AF_UNIX)
        server.bind(str(tmp_path / "clamd"))
        server.listen()
        settings.KC_CLAMD = str(tmp_path / "clamd")

    def serve():
        line, _ = server.accept()
        with line:
            data = read_stream(line)
            verdict = b"Eicar-Test FOUND" if EVIL in data else b"OK"
            line.sendall(b"stream: " + answers.get("all", verdict) + b"\0")

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield answers
    server.close()


def test_a_good_file_passes(scanner):
    assert virus_in(PDF + bytes(CHUNK)) == ""


def test_a_virus_is_named_and_nothing_is_kept(scanner, storage, db):
    with pytest.raises(Refusal, match="chứa mã độc Eicar-Test"):
        services.store_file(name="a.pdf", data=PDF + EVIL, by=None)
    assert not [p for p in storage.rglob("*") if p.is_file()]


def test_an_answer_without_verdict_refuses(scanner, storage, db):
    scanner["all"] = b"INSTREAM size limit exceeded. ERROR"
    with pytest.raises(Refusal, match="Chưa kiểm tra được vi-rút"):
        services.store_file(name="a.pdf", data=PDF, by=None)


def test_a_silent_scanner_refuses(settings, storage, db):
    settings.KC_CLAMD = "127.0.0.1:1"
    with pytest.raises(Refusal, match="Chưa kiểm tra được vi-rút"):
        services.store_file(name="a.pdf", data=PDF, by=None)


def test_without_a_scanner_nothing_is_asked(settings):
    settings.KC_CLAMD = ""
    assert virus_in(EVIL) == ""
