"""Establishments and products for every package's tests, made through the services."""

import datetime as dt

from khuyencong.establishments.enums import AwardLevel, AwardStatus, LegalForm, Origin, Trade
from khuyencong.establishments.services import (
    EstablishmentRow,
    ProductRow,
    add_product,
    register_establishment,
)

DAY = dt.date(2026, 3, 2)


def row(name="HTX Nông nghiệp Ea Knuếc", **known):
    """Return an establishment row of the sample kind unless told otherwise."""
    known.setdefault("legal_form", LegalForm.COOPERATIVE)
    known.setdefault("trade", Trade.AGRO_PROCESSING)
    if not known.get("province"):
        known.setdefault("origin", Origin.RECORDED)
    return EstablishmentRow(name=name, **known)


def establishment(name="HTX Nông nghiệp Ea Knuếc", **known):
    """Return a stored establishment."""
    return register_establishment(row=row(name, **known), by=None, on=DAY)


def product(maker, name="Cà phê bột", group="2"):
    """Return a stored product."""
    return add_product(establishment=maker, name=name, group=group, by=None, on=DAY)


def product_row(name="Cà phê bột", **known):
    """Return a row of a published list of products."""
    known.setdefault("group", "2")
    known.setdefault("level", AwardLevel.PROVINCE)
    known.setdefault("status", AwardStatus.RECOGNISED)
    known.setdefault("year", 2024)
    known.setdefault("origin", Origin.RECORDED)
    return ProductRow(name=name, **known)
