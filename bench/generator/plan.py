"""The plan as data, and drawing from it."""

import random
from functools import cache
from pathlib import Path
from statistics import NormalDist

import yaml
from pydantic import BaseModel, ConfigDict, Field

PLAN = Path(__file__).parents[1] / "plan.yaml"
AT = (0.25, 0.5, 0.75)  # where the three inner numbers of a spread lie
TAIL = 4  # few reach the ends
Spread = tuple[float, float, float, float, float]


class _Closed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Country(_Closed):
    """How many of each at factor 1."""

    establishments: int
    local_schemes: int
    national_schemes: int
    awarded_products: int


class Content(_Closed):
    """What schemes of one content look like."""

    share: float
    national_share: float
    kind: str
    name: str
    support: str
    leverage: str
    label: str = ""
    run: bool = False


class TradePlan(_Closed):
    """One trade: its goods, and how common it is in the three regions."""

    trade: str
    goods: tuple[str, ...]
    north: float
    centre: float
    south: float


class Idle(_Closed):
    """A year in which a province could carry nothing out."""

    province: str
    year: int


class Pandemic(_Closed):
    """Years in which less was done."""

    years: tuple[int, ...]
    shift: float


class Selection(_Closed):
    """How products climb from level to level."""

    every: int
    sent_to_region: float
    recognised_by_region: float
    recognised_by_country: float


class Plan(_Closed):
    """The whole plan."""

    seed: int
    first_year: int
    last_year: int
    country: Country
    measured: dict[str, Spread]
    chosen: dict[str, Spread]
    provinces: dict[str, dict[str, tuple[float, float]]]
    idle: tuple[Idle, ...]
    without_national_money: float = Field(ge=0, le=1)
    pandemic: Pandemic
    contents: dict[str, Content]
    vocational_until_2015: float
    endings: dict[str, float]
    stopping: dict[str, float]
    batches: tuple[float, float, float]
    legal_forms: dict[str, float]
    form_words: dict[str, str]
    namesakes: float
    supported_again: float
    award_of_supported: float
    selection: Selection
    groups: dict[str, float]
    trades: dict[str, TradePlan]
    machines: tuple[str, ...]
    makers: tuple[str, ...]
    families: tuple[str, ...]
    middles: tuple[str, ...]
    givens: tuple[str, ...]

    def spread(self, name: str) -> Spread:
        """Return the five numbers of a quantity, measured or chosen."""
        return self.measured[name] if name in self.measured else self.chosen[name]

    def is_idle(self, province: str, year: int) -> bool:
        """Whether a province carried nothing out that year."""
        return Idle(province=province, year=year) in self.idle


@cache
def the_plan() -> Plan:
    """Return the plan as it is written down."""
    return Plan.model_validate(yaml.safe_load(PLAN.read_text(encoding="utf-8")))


class Dice:
    """Chance with a fixed seed; each stream of a country throws its own."""

    def __init__(self, plan: Plan, *stream: object) -> None:
        self.plan = plan
        self.random = random.Random(f"{plan.seed} {stream}")

    def of(self, name: str, rank: float | None = None) -> float:
        """Draw from a spread; `rank` (0 to 1) says how high, chance without it."""
        return at_rank(self.plan.spread(name), self.random.random() if rank is None else rank)

    def one(self, weights: dict[str, float]) -> str:
        """Draw a key by its weight."""
        return self.random.choices(list(weights), list(weights.values()))[0]

    def rounded(self, value: float) -> int:
        """Round up or down by chance, so that the sum of many stays what it was."""
        return int(value) + (self.random.random() < value % 1)

    def person(self) -> str:
        """Draw the name of a person."""
        plan, choice = self.plan, self.random.choice
        return f"{choice(plan.families)} {choice(plan.middles)} {choice(plan.givens)}"


def at_rank(spread: Spread, rank: float) -> float:
    """Return the value below which the share `rank` lies; the ends of a spread are thin."""
    low, first, middle, third, high = spread
    if rank < AT[0]:
        return first - (first - low) * (1 - rank / AT[0]) ** TAIL
    if rank > AT[2]:
        return third + (high - third) * ((rank - AT[2]) / (1 - AT[2])) ** TAIL
    left, right, begin = (first, middle, AT[0]) if rank <= AT[1] else (middle, third, AT[1])
    return left + (right - left) * (rank - begin) / (AT[1] - AT[0])


def rank_of(deviation: float) -> float:
    """Return which share of a normal quantity lies below `deviation`."""
    return NormalDist().cdf(deviation)
