"""Where an import and each of its rows stand."""

from django.db import models


class BatchState(models.TextChoices):
    """Where one uploaded workbook stands."""

    READING = "reading", "đang đọc"
    READY = "ready", "chờ xem và nhận"
    ACCEPTING = "accepting", "đang nhận"
    ACCEPTED = "accepted", "đã nhận"
    UNDOING = "undoing", "đang hoàn tác"
    UNDONE = "undone", "đã hoàn tác"
    FAILED = "failed", "không đọc được"


class RowState(models.TextChoices):
    """What becomes of a row as it stands; examined anew after each answer."""

    CLEAN = "clean", "sạch"
    DOUBT = "doubt", "nên xem lại"
    ASK = "ask", "chờ bạn chọn"
    BLOCKED = "blocked", "chưa nhận được"
    OUTSIDE = "outside", "ngoài địa bàn"
    KNOWN = "known", "đã có"
    KEPT = "kept", "giữ lại chờ"
    DROPPED = "dropped", "bạn đã bỏ"
    SKIPPED = "skipped", "không phải dữ liệu"
    ACCEPTED = "accepted", "đã nhận"


class Match(models.TextChoices):
    """How surely a name means something that is already there."""

    SURE = "sure", "đã có"
    PERHAPS = "perhaps", "có thể là"
    NEW = "new", "mới"
    NONE = "none", "không nêu"


# What rows without data are for, by the kind that the reading gives.
SKIPPED_AS = {
    "group": "dòng tên nhóm",
    "subtotal": "dòng cộng",
    "title": "tiêu đề",
    "header": "tiêu đề cột",
    "note": "ghi chú",
    "signature": "phần ký tên",
}
# A job is at work: nobody else changes the rows meanwhile.
BUSY = frozenset({BatchState.READING, BatchState.ACCEPTING, BatchState.UNDOING})
# Rows that a person still has to look at before they may come in.
OPEN = frozenset({RowState.DOUBT, RowState.ASK, RowState.BLOCKED})
# Rows that nobody has to look at any more.
CLOSED = frozenset({RowState.OUTSIDE, RowState.DROPPED, RowState.ACCEPTED})
ROW_TONES = {
    RowState.CLEAN: "done",
    RowState.DOUBT: "wait",
    RowState.ASK: "wait",
    RowState.BLOCKED: "late",
    RowState.OUTSIDE: "quiet",
    RowState.KNOWN: "info",
    RowState.KEPT: "quiet",
    RowState.DROPPED: "quiet",
    RowState.SKIPPED: "quiet",
    RowState.ACCEPTED: "done",
}
BATCH_TONES = {
    BatchState.READING: "info",
    BatchState.READY: "wait",
    BatchState.ACCEPTING: "info",
    BatchState.ACCEPTED: "done",
    BatchState.UNDOING: "info",
    BatchState.UNDONE: "quiet",
    BatchState.FAILED: "late",
}
