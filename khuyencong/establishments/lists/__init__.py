"""The lists of the register, which stand beside one another as tabs."""

from khuyencong.establishments.lists.establishments import ESTABLISHMENTS
from khuyencong.establishments.lists.pairs import PAIRS, PRODUCT_PAIRS
from khuyencong.establishments.lists.papers import EVIDENCE
from khuyencong.establishments.lists.products import PRODUCTS
from khuyencong.establishments.lists.villages import CRAFT_VILLAGES
from khuyencong.ui.lists import LISTS

__all__ = [
    "CRAFT_VILLAGES",
    "ESTABLISHMENTS",
    "EVIDENCE",
    "PAIRS",
    "PRODUCTS",
    "PRODUCT_PAIRS",
]

for _definition in (ESTABLISHMENTS, PRODUCTS, EVIDENCE, CRAFT_VILLAGES, PAIRS, PRODUCT_PAIRS):
    LISTS.register(_definition)
