"""Establishments, and products with what they reached."""

from collections.abc import Iterator

from khuyencong.establishments.enums import LegalForm, Origin
from khuyencong.establishments.models import Establishment
from khuyencong.establishments.services import EstablishmentRow, ProductRow
from khuyencong.importing.sample.places import Places
from khuyencong.importing.sample.reading import Row, joined, number, rows_of, source_of, words

LEGAL_FORMS = {form.label: form for form in LegalForm}
STATED = "nguồn nêu"  # the group of a product is the source's own, not inferred


def establishment_rows(places: Places) -> Iterator[EstablishmentRow]:
    """Yield the establishments of the lists."""
    for row in rows_of("establishments"):
        place = places.of(row)
        yield EstablishmentRow(
            reference=row["establishment_id"],
            origin=Origin.RECORDED,
            name=row["name"],
            name_note=name_note(row),
            legal_form=LEGAL_FORMS[row["legal_form"]],
            trade=words("trades")[row["trade_group"]],
            trade_text=row["trade_raw"],
            address_text=place.text,
            province=place.province,
            unit=place.unit,
            old_unit=place.old_unit,
            duplicate_of=row["possible_duplicate_of"],
            also_in=row["also_in"],
            note=joined(row["note"], _labelled("Thấy trong", row["evidence"])),
            **source_of(row),
        )


def product_rows(places: Places, makers: dict[str, Establishment]) -> Iterator[ProductRow]:
    """Yield the products of the lists; `makers` are the establishments by reference."""
    for row in rows_of("products"):
        place = places.of(row)
        maker = makers.get(row["establishment_id"])
        yield ProductRow(
            reference=row["product_id"],
            origin=Origin.RECORDED,
            name=row["product_name"],
            name_note=name_note(row),
            group=row["group_code"],
            is_group_inferred=row["group_basis"] != STATED,
            is_set=row["is_set"] == "1",
            establishment=maker,
            maker_text="" if maker else row["establishment_name"],
            place_text=place.text,
            province=place.province,
            old_unit=place.old_unit,
            level=words("award_levels")[row["level"]],
            status=words("award_statuses")[row["status"]],
            year=number(row["year"]),
            decision_no=row["decision_no"],
            region=row["region"],
            prize=row["prize"],
            also_in=row["also_in"],
            note=joined(_exact_status(row), row["note"], row["establishment_note"]),
            **source_of(row),
        )


def name_note(row: Row) -> str:
    """Return what is to be known about a name: its language, the source's own remark."""
    return joined(words("name_languages")[row["name_lang"]], row.get("name_note", ""))


def _exact_status(row: Row) -> str:
    """Return the source's words where our status says less."""
    return row["status"] if "(" in row["status"] else ""


def _labelled(label: str, text: str) -> str:
    return f"{label}: {text}" if text else ""
