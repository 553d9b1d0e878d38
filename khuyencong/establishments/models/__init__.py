"""The register: establishments, products, awards, support, craft villages."""

from khuyencong.establishments.models.establishment import (
    CraftVillage,
    Establishment,
    Membership,
    SupportReceived,
)
from khuyencong.establishments.models.product import Award, Product

__all__ = [
    "Award",
    "CraftVillage",
    "Establishment",
    "Membership",
    "Product",
    "SupportReceived",
]
