"""Tags about places; load them by `{% load geography %}`."""

from collections.abc import Collection, Mapping
from typing import Any

from django import template

from khuyencong.core import clock
from khuyencong.geography.maps import Picture, picture

register = template.Library()


@register.inclusion_tag("geography/parts/dot_map.html")
def dot_map(
    title: str,
    marked: Collection[int] = (),
    values: Mapping[int, int] | None = None,
    unit: str = "",
) -> dict[str, Picture | Any]:
    """Draw today's country, one dot a commune: `marked` communes stand out and are linked.

    `values` (province key → whole number of `unit`) shades the provinces instead.
    """
    drawn = picture(on=clock.today(), title=title, marked=marked, values=values, unit=unit)
    return {"map": drawn}
