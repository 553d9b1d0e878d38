"""Compile the Vietnamese message catalogue (.po → .mo) where no gettext tools are installed."""

import ast
import struct
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "khuyencong/ui/locale/vi/LC_MESSAGES"
SOURCE, TARGET = FOLDER / "django.po", FOLDER / "django.mo"
MAGIC, HEADER_SIZE, ENTRY_SIZE = 0x950412DE, 28, 8
KEYWORDS = ("msgid_plural", "msgid", "msgstr[0]", "msgstr")


def main() -> None:
    """Write the compiled catalogue beside its source."""
    TARGET.write_bytes(compiled(SOURCE.read_text(encoding="utf-8")))


def compiled(source: str) -> bytes:
    """Return the bytes of a GNU .mo file: header, two tables of length and offset, texts."""
    messages = sorted((key.encode(), text.encode()) for key, text in parsed(source).items())
    texts = [key for key, _ in messages] + [text for _, text in messages]
    start = HEADER_SIZE + ENTRY_SIZE * len(texts)
    table, body = b"", b""
    for text in texts:
        table += struct.pack("<II", len(text), start + len(body))
        body += text + b"\0"
    keys_at, texts_at = HEADER_SIZE, HEADER_SIZE + ENTRY_SIZE * len(messages)
    return struct.pack("<7I", MAGIC, 0, len(messages), keys_at, texts_at, 0, start) + table + body


def parsed(source: str) -> dict[str, str]:
    """Return each message with its translation; a plural form is one key joined by NUL."""
    messages = {}
    for block in source.split("\n\n"):
        parts: dict[str, str] = {}
        keyword = ""
        for line in block.splitlines():
            if line.startswith("#"):
                continue
            keyword = next((k for k in KEYWORDS if line.startswith(f"{k} ")), keyword)
            quoted = line.removeprefix(keyword).strip()
            parts[keyword] = parts.get(keyword, "") + ast.literal_eval(quoted)
        if "msgid" in parts:
            key = "\0".join(parts[k] for k in ("msgid", "msgid_plural") if k in parts)
            messages[key] = parts.get("msgstr[0]") or parts["msgstr"]
    return messages


if __name__ == "__main__":
    main()
