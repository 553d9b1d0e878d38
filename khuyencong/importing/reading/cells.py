"""How one cell is read: by the type of its column, with what the whole column tells about numbers."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from khuyencong.importing.reading import days
from khuyencong.importing.reading.amounts import Read, Scale, read_figure, read_money, scale_of
from khuyencong.importing.reading.facts import Problem, ReadColumn
from khuyencong.importing.reading.grid import Raw
from khuyencong.importing.reading.profiles import MARKS, Profile
from khuyencong.importing.reading.words import (
    calmed,
    is_ditto,
    is_empty,
    is_shouted,
    is_unknown,
    opened,
    tidy,
    written_out,
)

REMEMBERED = 20_000
NO_MARKS = frozenset({"0", "không", "o", "false"})
NAMES = {"scheme_name", "product_name", "fair_name"}
WRITTEN_OUT = {"name", "place", "lines"}
NUMBERS = {"money", "count", "number", "figure"}
NUMBER_AND_DAY = re.compile(r"\s*(?:\||;|\bngày\b)\s*")
LOST_ZERO = 9  # digits left of a tax code or telephone number where Excel dropped the zero in front


@dataclass
class ColumnReader:
    """Reads the cells of one column; equal texts are read once."""

    name: str
    type: str
    scale: Scale = field(default_factory=Scale)
    hint: str = ""
    letter: str = ""
    memory: dict[Raw, Read] = field(default_factory=dict)

    def read(self, raw: Raw) -> Read:
        """Return what a cell says; "as above" is for the rows to resolve."""
        known = self.memory.get(raw)
        if known is None:
            known = READERS[self.type](self, raw)
            if len(self.memory) < REMEMBERED and raw.__class__ is not bool:
                self.memory[raw] = known
        return known

    @cached_property
    def key(self) -> str:
        """Name by which a row finds the cell; a column that nobody has named goes by its letter."""
        return self.name or f"@{self.letter}"

    @cached_property
    def public(self) -> str:
        """Name of the field as it is told: "value" also for the value of one year."""
        return "value" if self.name.startswith("value_") else self.name


def column_reader(column: ReadColumn, kind_of_value: str, seen: Profile, hint: str) -> ColumnReader:
    """Return a reader that knows the unit of the header and how this column writes numbers."""
    scale = scale_of(kind_of_value, seen, column.unit) if kind_of_value in NUMBERS else Scale()
    return ColumnReader(column.field, kind_of_value, scale, hint, column.letter)


def stored_text(raw: Raw) -> str:
    """Return a cell as it is shown beside its reading: whole numbers without ".0", days in ISO."""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, bool):
        return str(raw).upper()
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 10**15:
        return str(int(raw))
    if isinstance(raw, dt.datetime):
        return raw.date().isoformat() if raw.time() == dt.time() else raw.isoformat(" ")
    return str(raw)


def _text(reader: ColumnReader, raw: Raw) -> Read:
    stored = stored_text(raw)
    tidied = tidy(stored, reader.hint, keep_lines=reader.type == "lines")
    text, healed, problems = tidied.text, tidied.healed, _font_doubt(stored, is_sure=tidied.is_sure)
    if is_empty(text):
        return Read(None, healed)
    if "phông chữ TCVN3" in "".join(healed) and reader.type != "place":
        name = opened(text)
        text = name.text
        problems += () if name.is_sure else (_capitals(stored),)
    if reader.type in {"name", "place"} or reader.name in NAMES:
        text, more, doubts = _without_shouting(text, reader.type)
        healed, problems = healed + more, problems + doubts
    if reader.type in WRITTEN_OUT and (full := written_out(text)) != text:
        text, healed = full, (*healed, "viết đầy đủ chữ tắt")
    return Read(text, healed, problems)


def _without_shouting(
    text: str, kind_of_value: str
) -> tuple[str, tuple[str, ...], tuple[Problem, ...]]:
    if not text.isupper() or not is_shouted(text):
        return text, (), ()
    calm = calmed(text)
    said = calm.text
    if kind_of_value == "place":
        first = said.split(" ")[0]
        said = first.lower() + said[len(first) :] if calmed(first.upper() + " X").is_sure else said
    doubt = () if calm.is_sure else (_capitals(text),)
    return said, calm.healed, doubt


def _capitals(text: str) -> Problem:
    return Problem(
        "text.capitals",
        f"Chữ hoa của tên trong “{text[:60]}” chỉ là phỏng đoán.",
        "Kiểm tra lại chữ hoa, chữ thường của tên.",
    )


def _font_doubt(stored: str, *, is_sure: bool) -> tuple[Problem, ...]:
    if is_sure:
        return ()
    problem = Problem(
        "text.font",
        f"“{stored[:60]}” có thể gõ bằng phông chữ cũ (TCVN3 hoặc VNI), cũng có thể không.",
        "Đối chiếu với bản gốc; nếu sai, gõ lại tên này.",
    )
    return (problem,)


def _province(reader: ColumnReader, raw: Raw) -> Read:
    stored = stored_text(raw)
    tidied = tidy(stored, reader.hint)
    value = None if is_empty(tidied.text) else tidied.text
    return Read(value, tidied.healed, _font_doubt(stored, is_sure=tidied.is_sure))


def _index(reader: ColumnReader, raw: Raw) -> Read:
    text = tidy(stored_text(raw), reader.hint).text.strip(" .()")
    return Read(text.rpartition(".")[2] or None)


def _mark(reader: ColumnReader, raw: Raw) -> Read:
    text = tidy(stored_text(raw), reader.hint).text.lower()
    if text in MARKS or text in {"1", "true"}:
        return Read(1)
    if is_unknown(text) or text in NO_MARKS:
        return Read(None)
    problem = Problem(
        "mark.other", f"Cột đánh dấu x nhưng ô này ghi “{text}”.", "Ghi x hoặc để trống."
    )
    return Read(None, (), (problem,))


def _number(reader: ColumnReader, raw: Raw) -> Read:
    return read_figure(raw, reader.scale, reader.type, reader.hint)


def _year(reader: ColumnReader, raw: Raw) -> Read:
    if isinstance(raw, dt.date):
        return Read(raw.year, ("lấy năm của ngày",))
    text = tidy(stored_text(raw), reader.hint).text
    if is_unknown(text):
        return Read(None)
    year = days.read_year(text)
    if year is None:
        problem = Problem(
            "year.none", f"“{text[:60]}” không phải một năm.", "Ghi một năm, ví dụ 2024."
        )
        return Read(text, (), (problem,))
    return Read(year, () if text == str(year) else ("lấy năm trong ô",))


def _date(reader: ColumnReader, raw: Raw) -> Read:
    if isinstance(raw, dt.datetime):
        return Read(raw.date())
    if isinstance(raw, dt.date):
        return Read(raw)
    if isinstance(raw, float | int) and (day := days.from_serial(float(raw))):
        return Read(day, ("đổi số của Excel thành ngày",))
    text = tidy(stored_text(raw), reader.hint).text
    if is_unknown(text):
        return Read(None)
    if found := days.read_day(text):
        return Read(found.value, found.healed, found.problems)
    return Read(None, (), (_no_day(text),))


def _no_day(text: str) -> Problem:
    return Problem(
        "date.unread",
        f"“{text[:60]}” không đọc được thành ngày.",
        "Ghi theo thứ tự ngày/tháng/năm, ví dụ 05/03/2026.",
        is_blocking=True,
    )


def _span(reader: ColumnReader, raw: Raw) -> Read:
    text = tidy(stored_text(raw), reader.hint).text
    if span := days.read_span(text):
        return Read(f"{span[0].isoformat()}|{span[1].isoformat()}", ("tách hai ngày",))
    single = _date(reader, raw)
    return single if single.value is None else single._replace(value=f"{single.value}|")


def _decision(reader: ColumnReader, raw: Raw) -> Read:
    if isinstance(raw, dt.date):
        day = raw.date() if isinstance(raw, dt.datetime) else raw
        return Read(f"|{day.isoformat()}")
    tidied = tidy(stored_text(raw), reader.hint)
    if is_unknown(tidied.text):
        return Read(None)
    found = days.read_decision(tidied.text)
    if found is None:
        problem = Problem(
            "decision.unread",
            f"“{tidied.text[:60]}” không thấy số hoặc ngày của văn bản.",
            "Ghi như 688/QĐ-UBND ngày 11/11/2021.",
        )
        return Read(tidied.text, tidied.healed, (problem,))
    return Read(found.value, tidied.healed + found.healed, found.problems)


def _voucher(reader: ColumnReader, raw: Raw) -> Read:
    """Read "UNC 7", "UNC 7|01/02/2026": numbers of vouchers may begin with letters."""
    tidied = tidy(stored_text(raw), reader.hint)
    if is_unknown(tidied.text):
        return Read(None)
    number, *told = NUMBER_AND_DAY.split(tidied.text, maxsplit=1)
    if not told:
        return Read(number, tidied.healed)
    day = _date(reader, told[0])
    healed = (*tidied.healed, "tách số và ngày", *day.healed)
    return Read(f"{number}|{day.value or ''}", healed, day.problems)


def _paper(reader: ColumnReader, raw: Raw) -> Read:
    tidied = tidy(stored_text(raw), reader.hint)
    if is_unknown(tidied.text):
        return Read(None)
    number = "" if days.has_day(tidied.text) else days.paper_number(tidied.text)
    is_whole = bool(number) and tidied.text.endswith(number)
    return Read(number if is_whole else tidied.text, tidied.healed)


def _code(reader: ColumnReader, raw: Raw) -> Read:
    tidied = tidy(stored_text(raw), reader.hint)
    digits = re.sub(r"[\s.]", "", tidied.text)
    if digits.isdigit() and len(digits) == LOST_ZERO and not digits.startswith("0"):
        return Read(f"0{digits}", (*tidied.healed, "thêm số 0 ở đầu"))
    return Read(None if is_unknown(tidied.text) else tidied.text, tidied.healed)


def says_ditto(raw: Raw) -> bool:
    """Tell whether a cell means "as above"."""
    return isinstance(raw, str) and is_ditto(tidy(raw).text)


READERS: dict[str, Callable[[ColumnReader, Raw], Read]] = {
    **dict.fromkeys(("text", "name", "place", "lines", "period"), _text),
    **dict.fromkeys(("count", "number", "figure"), _number),
    "money": lambda reader, raw: read_money(raw, reader.scale, reader.hint),
    "province": _province,
    "index": _index,
    "mark": _mark,
    "year": _year,
    "date": _date,
    "span": _span,
    "decision": _decision,
    "paper": _paper,
    "voucher": _voucher,
    "code": _code,
}
