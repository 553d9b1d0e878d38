"""Schemes as published sources tell them."""

from collections.abc import Iterator

from khuyencong.establishments.models import Establishment
from khuyencong.importing.sample.places import Places
from khuyencong.importing.sample.reading import (
    Row,
    day,
    joined,
    number,
    rows_of,
    source_of,
    vnd,
    words,
)
from khuyencong.schemes.services import RecordedScheme

SINGLE = "đề án đơn"
STATED = "nguồn nêu"


def scheme_rows(places: Places, makers: dict[str, Establishment]) -> Iterator[RecordedScheme]:
    """Yield the schemes of the lists; what a source does not tell stays empty."""
    for row in rows_of("schemes"):
        place = places.of(row)
        maker = makers.get(row["establishment_id"])
        yield RecordedScheme(
            reference=row["scheme_id"],
            name=row["scheme_name"],
            kind=words("scheme_kinds")[row["content_type"]],
            kind_text=row["content_type_vi"],
            fund=words("funds")[row["programme"]],
            state=words("scheme_states")[row["status_code"]],
            year=number(row["year"]),
            batch_text=row["batch"],
            establishment=maker,
            establishment_text="" if maker else row["establishment_name"],
            province=place.province,
            unit=place.unit,
            place_text=place.text,
            support_vnd=vnd(row["support_million"]),
            counterpart_vnd=vnd(row["counterpart_million"]),
            total_vnd=vnd(row["total_million"]),
            approved_on=day(row["decision_date"]),
            decision_no=row["decision_no"],
            doubt=row["doubt"],
            note=_note(row),
            **source_of(row),
        )


def _note(row: Row) -> str:
    """Return what the columns tell beside the fields of a scheme."""
    return joined(
        row["row_kind"] if row["row_kind"] != SINGLE else "",
        f"nguồn ghi trạng thái: {row['status']}",
        row["programme_vi"] if not words("funds")[row["programme"]] else "",
        _computed("vốn đối ứng", row["counterpart_basis"]),
        _computed("tổng kinh phí", row["total_basis"]),
        f"{int(row['labourers'])} lao động" if row["labourers"] else "",
        row["establishment_note"],
        row["note"],
    )


def _computed(what: str, basis: str) -> str:
    return f"{what} {basis}" if basis and basis != STATED else ""
