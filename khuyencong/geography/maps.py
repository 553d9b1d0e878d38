"""The country as dots, one for each commune, as SVG: no tiles, no outside map.

A dot is a circle of the commune's own area, so the dots nearly cover the land. Dots of one province
and size share one path; measures are whole units of the drawing (1° of latitude = 400) and leave as
text, since templates would write decimal commas.
"""

import datetime as dt
import functools
import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from khuyencong.geography.enums import UnitKind, UnitLevel
from khuyencong.geography.models import AdminUnit, LoadedData
from khuyencong.geography.queries import provinces_on, units_on
from khuyencong.geography.source import KM_PER_DEGREE

NORTH, WEST, SOUTH, EAST = 23.65, 101.9, 8.1, 116.5
DEGREE = 400
EASTING = math.cos(math.radians(16))
WIDTH = round((EAST - WEST) * EASTING * DEGREE)
HEIGHT = round((NORTH - SOUTH) * DEGREE)
SMALLEST, SMALLEST_ISLAND, SIZE_STEP = 8, 56, 4  # diameters
USUAL_KM2 = 100  # for the few communes whose area is not known
ARCHIPELAGOS = {"Hoàng Sa": 170, "Trường Sa": 300}  # name → radius of the ring around it
SHADES = 5
FOCUS_MARGIN, SMALLEST_FOCUS = 150, 420


@dataclass(frozen=True)
class Dot:
    """A commune in the drawing."""

    unit_id: int
    public_id: str
    label: str
    province_id: int
    name: str
    x: int
    y: int
    diameter: int
    is_island: bool

    @property
    def radius(self) -> int:
        """Half of its diameter."""
        return self.diameter // 2


@dataclass(frozen=True)
class Land:
    """A province in the drawing; `paths` are (diameter, path) of its dots."""

    province_id: int
    public_id: str
    label: str
    paths: list[tuple[int, str]]


@dataclass(frozen=True)
class Archipelago:
    """An archipelago with its ring and two lines of text."""

    name: str
    province: str
    x: int
    y: int
    ring: int

    @property
    def text_y(self) -> int:
        """Where its name stands, below the ring."""
        return self.y + self.ring + 160


@dataclass(frozen=True)
class Country:
    """All dots of a day."""

    dots: dict[int, Dot]
    lands: list[Land]
    archipelagos: list[Archipelago]


@dataclass(frozen=True)
class ShadedLand:
    """A province as one picture shows it: shade 0 is none, 1 to SHADES from light to dark."""

    land: Land
    shade: int
    value: str


@dataclass(frozen=True)
class Square:
    """A part of the drawing."""

    x: int
    y: int
    side: int


@dataclass(frozen=True)
class Picture:
    """What the template draws."""

    title: str
    description: str
    lands: list[ShadedLand]
    marked: list[Dot]
    archipelagos: list[Archipelago]
    legend: list[tuple[int, str]] = field(default_factory=list)
    focus: Square | None = None  # the surroundings of the marked communes
    width: int = WIDTH
    height: int = HEIGHT


def project(latitude: float, longitude: float) -> tuple[int, int]:
    """Return where a place lies in the drawing."""
    x = (longitude - WEST) * EASTING * DEGREE
    return round(x), round((NORTH - latitude) * DEGREE)


def diameter_of(area_km2: float | None, *, is_island: bool) -> int:
    """Return the diameter of a circle of that area, in steps, never too small to see."""
    km = 2 * math.sqrt((area_km2 or USUAL_KM2) / math.pi)
    exact = km / KM_PER_DEGREE * DEGREE
    stepped = SIZE_STEP * round(exact / SIZE_STEP)
    return max(SMALLEST_ISLAND if is_island else SMALLEST, stepped)


def country_on(day: dt.date) -> Country:
    """Return the dots of a day; drawn once for each load of the reference data."""
    release = LoadedData.objects.filter(name="units").values_list("fingerprint", flat=True).first()
    return _country(release or "", day)


def picture(
    *,
    on: dt.date,
    title: str,
    marked: Collection[int] = (),
    values: Mapping[int, int] | None = None,
    unit: str = "",
) -> Picture:
    """Draw the country of a day: communes `marked` stand out, provinces are shaded by `values`."""
    country = country_on(on)
    shades = _shades(values or {})
    lands = [
        _shaded(land, (values or {}).get(land.province_id), shades, unit) for land in country.lands
    ]
    dots = [country.dots[pk] for pk in marked if pk in country.dots]
    return Picture(
        title=title,
        description=_description(country, dots),
        lands=lands,
        marked=sorted(dots, key=lambda dot: -dot.diameter),
        archipelagos=country.archipelagos,
        legend=_legend(shades, unit),
        focus=_focus(dots),
    )


@functools.lru_cache(maxsize=4)
def _country(release: str, day: dt.date) -> Country:
    provinces = {p.pk: p for p in provinces_on(day)}
    communes = units_on(UnitLevel.COMMUNE, day).exclude(latitude=None).select_related("parent")
    dots = {commune.pk: _dot(commune) for commune in communes}
    return Country(dots, _lands(provinces, dots.values()), _archipelagos(provinces, dots.values()))


def _dot(unit: AdminUnit) -> Dot:
    x, y = project(unit.latitude or 0, unit.longitude or 0)
    parent = unit.parent
    is_island = unit.kind == UnitKind.SPECIAL_ZONE
    return Dot(
        unit_id=unit.pk,
        public_id=unit.public_id,
        label=str(unit),
        province_id=(parent.parent_id or parent.pk) if parent else unit.pk,
        name=unit.name,
        x=x,
        y=y,
        diameter=diameter_of(unit.area_km2, is_island=is_island),
        is_island=is_island,
    )


def _lands(provinces: Mapping[int, AdminUnit], dots: Iterable[Dot]) -> list[Land]:
    grouped: dict[int, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for dot in dots:
        grouped[dot.province_id][dot.diameter].append(f"M{dot.x} {dot.y}h0")
    return [
        Land(
            province_id=pk,
            public_id=province.public_id,
            label=str(province),
            paths=[(size, "".join(steps)) for size, steps in sorted(grouped[pk].items())],
        )
        for pk, province in provinces.items()
    ]


def _archipelagos(provinces: Mapping[int, AdminUnit], dots: Iterable[Dot]) -> list[Archipelago]:
    return [
        Archipelago(dot.name, provinces[dot.province_id].name, dot.x, dot.y, ARCHIPELAGOS[dot.name])
        for dot in dots
        if dot.name in ARCHIPELAGOS
    ]


def _focus(dots: Collection[Dot]) -> Square | None:
    """Return the square around the communes; far islands do not push the mainland away."""
    inland = [dot for dot in dots if not dot.is_island] or dots
    if not inland:
        return None
    left, right = min(d.x for d in inland), max(d.x for d in inland)
    top, bottom = min(d.y for d in inland), max(d.y for d in inland)
    side = max(right - left + FOCUS_MARGIN, bottom - top + FOCUS_MARGIN, SMALLEST_FOCUS)
    return Square((left + right - side) // 2, (top + bottom - side) // 2, side)


def _shades(values: Mapping[int, int]) -> list[int]:
    """Return the upper bounds of the shades, so that each holds about as many provinces."""
    known = sorted(values.values())
    bounds = {known[math.ceil(len(known) * n / SHADES) - 1] for n in range(1, SHADES + 1) if known}
    return sorted(bounds)


def _shaded(land: Land, value: int | None, bounds: list[int], unit: str) -> ShadedLand:
    if value is None:
        return ShadedLand(land, shade=0, value="")
    return ShadedLand(land, shade=_shade(bounds, value), value=f"{value} {unit}")


def _shade(bounds: list[int], value: int) -> int:
    return 1 + next(i for i, bound in enumerate(bounds) if value <= bound)


def _legend(bounds: list[int], unit: str) -> list[tuple[int, str]]:
    lower = [None, *(bound + 1 for bound in bounds)]
    return [
        (shade, f"đến {bound} {unit}" if start is None else f"{start}–{bound} {unit}")
        for shade, (start, bound) in enumerate(zip(lower, bounds, strict=False), 1)
    ]


def _description(country: Country, marked: Collection[Dot]) -> str:
    seas = ", ".join(f"quần đảo {a.name} ({a.province})" for a in country.archipelagos)
    text = (
        f"Mỗi chấm là một đơn vị cấp xã ({len(country.dots)} chấm), cỡ theo diện tích; có {seas}."
    )
    return f"{text} Tô đậm {len(marked)} đơn vị." if marked else text
