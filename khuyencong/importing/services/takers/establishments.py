"""Rows of a list of establishments, and makers named in other lists, enter the register."""

import datetime as dt
from collections.abc import Sequence

from khuyencong.accounts.models import User
from khuyencong.core.text import fold
from khuyencong.establishments.enums import LegalForm, Origin, Trade
from khuyencong.establishments.services import EstablishmentRow, register_many
from khuyencong.importing.rules.facts import RowFacts
from khuyencong.importing.rules.identity import reference_of
from khuyencong.importing.rules.names import legal_form
from khuyencong.importing.rules.twins import Likeness
from khuyencong.importing.rules.words import LEGAL_FORM_LABELS, TRADES, meaning
from khuyencong.importing.services.staged import Staged
from khuyencong.importing.services.takers.base import Arrival, Known, Made, Taker, joined

KIND = "establishments"
LABELS = {fold(form.label): form.value for form in LegalForm}


def name_of(facts: RowFacts) -> str:
    """Return what the establishment is called."""
    return facts.maker[0]


def likeness_of(row: Staged, facts: RowFacts) -> Likeness:
    """Compare within the file by name and province; the tax code tells branches apart."""
    return Likeness(row.name_key, row.province_id, row.name_key, (facts.text("tax_code") or None,))


def identity_of(row: Staged, facts: RowFacts) -> tuple[object, ...]:
    """Return what makes it the same establishment in another workbook."""
    return (row.name_key, row.province_id)


def maker_reference(name: str, province_id: int | None) -> str:
    """Return the reference under which a list enters an establishment of this name."""
    return reference_of(KIND, (fold(name), province_id))


def known(rows: Sequence[tuple[Staged, Likeness]]) -> list[Known]:
    """Return nothing: the register is matched by name for every kind of list."""
    return []


def take(arrivals: Sequence[Arrival], by: User | None, on: dt.date) -> dict[int, Made]:
    """Register the establishments; return what each row became."""
    new = register_many(rows=[_row(arrival) for arrival in arrivals], by=by, on=on)
    keys = {establishment.reference: establishment.pk for establishment in new}
    made = {a.row.pk: keys.get(a.row.reference) for a in arrivals}
    return {pk: [("establishments.establishment", key)] if key else [] for pk, key in made.items()}


def maker_row(arrival: Arrival) -> EstablishmentRow:
    """Return the establishment that another list names, as far as that list tells."""
    name, place = arrival.facts.maker
    return EstablishmentRow(
        reference=maker_reference(name, arrival.row.province_id),
        origin=Origin.RECORDED,
        name=name,
        legal_form=legal_form(name),
        trade=meaning(TRADES, arrival.facts.product or name) or Trade.UNKNOWN,
        address_text=place,
        province=arrival.province,
        unit=arrival.unit,
        old_unit=arrival.old_unit,
        note=arrival.note,
        **arrival.source,
    )


def _row(arrival: Arrival) -> EstablishmentRow:
    facts = arrival.facts
    name, place = facts.maker
    trade = facts.text("trade")
    return EstablishmentRow(
        reference=arrival.row.reference,
        origin=Origin.RECORDED,
        name=name,
        legal_form=_form(facts.text("legal_form"), name),
        trade=meaning(TRADES, f"{trade} {name}") or Trade.UNKNOWN,
        trade_text=trade,
        tax_code=facts.text("tax_code"),
        employees=facts.count("labourers"),
        revenue_vnd=facts.vnd("revenue_million"),
        address_text=place,
        province=arrival.province,
        unit=arrival.unit,
        old_unit=arrival.old_unit,
        owner_name=facts.text("owner"),
        phone=facts.text("phone"),
        note=joined(facts.text("note"), arrival.note),
        **arrival.source,
    )


def _form(told: str, name: str) -> str:
    return LABELS.get(fold(told)) or meaning(LEGAL_FORM_LABELS, told) or legal_form(name)


TAKER = Taker(KIND, name_of, likeness_of, identity_of, known, take, has_maker=True)
