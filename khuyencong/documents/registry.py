"""What other packages declare here: their papers, the owners of files, and what a paper says."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from khuyencong.accounts.models import User
from khuyencong.core.registry import Registry
from khuyencong.core.words import amount_in_words
from khuyencong.documents.models import StoredFile


class Align(StrEnum):
    """How a paragraph or a column stands."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    JUSTIFY = "justify"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the body; `lead` is its bold beginning. Line breaks make new paragraphs."""

    text: str
    lead: str = ""
    is_bold: bool = False
    is_italic: bool = False
    align: Align = Align.JUSTIFY


@dataclass(frozen=True)
class Heading:
    """A bold line over a part of the body, with its own number ("I. Sự cần thiết")."""

    text: str


@dataclass(frozen=True)
class Bullets:
    """Lines that begin with a dash."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Clause:
    """A khoản; its points are lettered a), b), c), d), đ)."""

    text: str
    points: tuple[str, ...] = ()


@dataclass(frozen=True)
class Article:
    """A Điều, numbered in its order; with `is_heading` its text is the title over its clauses."""

    text: str
    clauses: tuple[Clause, ...] = ()
    is_heading: bool = False


@dataclass(frozen=True)
class Party:
    """One side of a contract or of minutes: what it is called, who it is, facts by label."""

    role: str  # "BÊN A"
    name: str
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Column:
    """A column of a table; `weight` is its share of the width, `group` a common head over it."""

    title: str
    weight: float = 1
    align: Align = Align.LEFT
    group: str = ""


@dataclass(frozen=True)
class Row:
    """A row of cells, one for each column; sums and group heads are bold."""

    cells: tuple[str, ...]
    is_bold: bool = False


@dataclass(frozen=True)
class Table:
    """A table whose head repeats on every page and whose rows never break over two."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""  # over the table at the right: "Đơn vị tính: triệu đồng"


Block = Paragraph | Heading | Bullets | Article | Party | Table


@dataclass(frozen=True)
class Issuer:
    """The body that issues the paper, under its superior, in one place."""

    name: str
    place: str
    superior: str = ""


@dataclass(frozen=True)
class Signer:
    """Who signs: the lines above the name ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC") and the name."""

    lines: tuple[str, ...]
    name: str = ""
    note: str = ""  # "(Ký, ghi rõ họ tên)"


@dataclass(frozen=True)
class Appendix:
    """What goes with the paper on sheets of its own, wide ones for lists."""

    title: str
    blocks: tuple[Block, ...]
    is_landscape: bool = True


@dataclass(frozen=True, kw_only=True)
class Paper:
    """All that one official paper says, in the order in which it is read.

    With an issuer its head has two columns (NĐ 30/2020); without one, as in a contract, the
    national title stands alone. `form` names a form fixed by a circular, which has neither.
    """

    title: str  # "QUYẾT ĐỊNH"
    subject: str = ""  # trích yếu
    issuer: Issuer | None = None
    form: str = ""  # "Mẫu số 02 (ban hành kèm theo Thông tư 36/2013/TT-BCT)"
    number: str = ""  # "12/QĐ-SCT"; "/QĐ-SCT" leaves room for the number
    on: dt.date | None = None
    authority: str = ""  # "GIÁM ĐỐC SỞ CÔNG THƯƠNG"
    addressee: str = ""  # after "Kính gửi:"
    bases: tuple[str, ...] = ()  # căn cứ, without the sign at the end
    enacting: str = ""  # "QUYẾT ĐỊNH:"
    blocks: tuple[Block, ...] = ()
    signers: tuple[Signer, ...] = ()
    recipients: tuple[str, ...] = ()  # without dash and sign at the end
    appendix: Appendix | None = None
    is_landscape: bool = False


def calendar_day(on: dt.date | None) -> str:
    """Return "ngày 05 tháng 02 năm 2026": days below 10, months 1 and 2 carry a zero."""
    if on is None:
        return "ngày … tháng … năm …"
    month = f"{on.month:02}" if on.month <= 2 else str(on.month)
    return f"ngày {on.day:02} tháng {month} năm {on.year}"


def in_words(vnd: int) -> Paragraph:
    """Return the line under a sum: (Bằng chữ: …)."""
    return Paragraph(f"(Bằng chữ: {amount_in_words(vnd)}.)", is_italic=True)


@dataclass(frozen=True, kw_only=True)
class PaperKind:
    """A paper that a package issues.

    `find` returns the object with a public id if the user may see it, else None; `build` says what
    the paper reads on a day; `file_name` is without its ending.
    """

    code: str  # "schemes.contract"
    label: str
    permission: str
    find: Callable[[User, str], Any | None]
    build: Callable[[Any, dt.date], Paper]
    file_name: Callable[[Any], str]
    form: str = ""


@dataclass(frozen=True)
class FileOwner:
    """A package that holds files: whether a user may read one of them."""

    code: str
    may_read: Callable[[StoredFile, User], bool]


PAPERS: Registry[PaperKind] = Registry(lambda kind: kind.code)
OWNERS: Registry[FileOwner] = Registry(lambda owner: owner.code)
