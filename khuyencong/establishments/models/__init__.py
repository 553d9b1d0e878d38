"""The register: establishments, products, awards, support, craft villages."""

from khuyencong.establishments.models.establishment import (
    CraftVillage,
    Establishment,
    Membership,
    SupportReceived,
)
from khuyencong.establishments.models.evidence import Evidence
from khuyencong.establishments.models.pairs import EstablishmentPair, ProductPair
from khuyencong.establishments.models.product import Award, Product

__all__ = [
    "Award",
    "CraftVillage",
    "Establishment",
    "EstablishmentPair",
    "Evidence",
    "Membership",
    "Product",
    "ProductPair",
    "SupportReceived",
]
