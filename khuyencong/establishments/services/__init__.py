"""The verbs of the register."""

from khuyencong.establishments.services.comparing import compare_establishments, compare_products
from khuyencong.establishments.services.duplicates import merge, tell_apart, unmerge
from khuyencong.establishments.services.establishments import (
    edit_establishment,
    register_establishment,
    register_many,
)
from khuyencong.establishments.services.evidence import (
    EvidenceRow,
    keep_evidence,
    remove_evidence,
)
from khuyencong.establishments.services.forgetting import (
    forget_awards,
    forget_establishments,
    forget_products,
)
from khuyencong.establishments.services.guards import STALE
from khuyencong.establishments.services.many import restore_many, set_commune, set_trade
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
    "EvidenceRow",
    "ProductRow",
    "add_product",
    "compare_establishments",
    "compare_products",
    "edit_establishment",
    "edit_product",
    "end_membership",
    "forget_awards",
    "forget_establishments",
    "forget_products",
    "grant_membership",
    "keep_evidence",
    "merge",
    "record_award",
    "record_craft_village",
    "record_products",
    "record_support",
    "register_establishment",
    "register_many",
    "remove_evidence",
    "restore_many",
    "set_commune",
    "set_trade",
    "tell_apart",
    "unmerge",
    "withdraw_craft_village",
    "withdraw_support",
]
