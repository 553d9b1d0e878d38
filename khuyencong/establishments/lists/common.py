"""What the lists of the register share."""

from khuyencong.establishments.enums import (
    LADDER,
)
from khuyencong.establishments.queries import (
    provinces_seen_by,
)
from khuyencong.ui.lists import Column


def provinces(user):
    return [(p.code, p.name) for p in provinces_seen_by(user)]


def found(rows, text):
    return rows.search(text)


def ranked(rows, text):
    return rows.nearest(text)


def place(establishment):
    """Show the unit of today, else the published address where it tells more than the province."""
    if establishment.unit:
        return str(establishment.unit)
    province = establishment.province.name if establishment.province else ""
    return establishment.address_text if establishment.address_text != province else ""


PROVINCE = Column(
    code="tinh", label="Tỉnh, thành phố", field="province__name", sort=("province__sort_key",)
)


TEMPLATE = "establishments/list.html"  # the lists stand beside one another as tabs


LEVELS = [(level.value, level.label) for level in reversed(LADDER)]
