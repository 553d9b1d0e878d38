"""The verbs of the register."""

from khuyencong.establishments.services.establishments import (
    edit_establishment,
    register_establishment,
    register_many,
)
from khuyencong.establishments.services.guards import STALE
from khuyencong.establishments.services.others import (
    end_membership,
    grant_membership,
    record_craft_village,
    record_support,
    withdraw_craft_village,
    withdraw_support,
)
from khuyencong.establishments.services.products import (
    add_product,
    edit_product,
    record_award,
    record_products,
)
from khuyencong.establishments.services.rows import EstablishmentRow, ProductRow

__all__ = [
    "STALE",
    "EstablishmentRow",
    "ProductRow",
    "add_product",
    "edit_establishment",
    "edit_product",
    "end_membership",
    "grant_membership",
    "record_award",
    "record_craft_village",
    "record_products",
    "record_support",
    "register_establishment",
    "register_many",
    "withdraw_craft_village",
    "withdraw_support",
]
