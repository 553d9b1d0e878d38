"""The programme of each former province and year: how much money, which schemes, their amounts."""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass

from bench.generator.places import FormerProvince
from bench.generator.plan import Content, Dice, Plan, rank_of
from bench.generator.register import Maker
from khuyencong.norms.enums import Fund

MILLION = 1_000_000
LATE_STATES = ("draft", "submitted", "appraised", "planned", "approved", "contracted", "under_way")
STILL_OPEN = 0.5  # of the last year's schemes
# Months and days between which the decision of each batch of a year falls.
DECIDED = (((-1, 12, 1), (0, 4, 20)), ((0, 5, 4), (0, 8, 28)), ((0, 9, 1), (0, 10, 28)))


@dataclass(frozen=True)
class BatchKey:
    """One plan batch: schemes of a province of today, a year and a fund that are decided at once."""

    province_id: int
    year: int
    fund: str
    number: int

    def decided_on(self, plan: Plan) -> dt.date:
        """Return the day of its decision."""
        (y1, m1, d1), (y2, m2, d2) = DECIDED[self.number - 1]
        first, last = dt.date(self.year + y1, m1, d1), dt.date(self.year + y2, m2, d2)
        chance = random.Random(f"{plan.seed} {self}")
        return first + dt.timedelta(days=chance.randrange((last - first).days))


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A scheme as planned: what it is for, what it costs, how far it gets. Money in đồng."""

    content: Content
    province: FormerProvince
    maker: Maker
    batch: BatchKey
    support_vnd: int
    total_vnd: int
    months: float
    ending: str  # closed, amended, stopped, carried_over, or the state it stands in
    dice: Dice


@dataclass(frozen=True)
class ProvinceYear:
    """What a former province did with the money of one fund in one year."""

    province: FormerProvince
    year: int
    fund: str
    allotted_vnd: int
    schemes: tuple[Draft, ...]


class Programme:
    """Draws the programme of the whole country."""

    def __init__(self, plan: Plan, factor: float, makers: dict[int, list[Maker]]) -> None:
        self.plan, self.factor, self.makers = plan, factor, makers
        self.supported: dict[int, list[Maker]] = {}

    def years(self, provinces: list[FormerProvince]) -> Iterator[ProvinceYear]:
        """Yield every province, year and fund."""
        for province in provinces:
            dice = Dice(self.plan, "programme", province.name)
            standing = dice.random.gauss(0, 1)  # a rich province stays rich
            for year in range(self.plan.first_year, self.plan.last_year + 1):
                rank = self._rank(standing, year, dice)
                yield self._of(province, year, Fund.LOCAL, rank, dice)
                yield self._of(province, year, Fund.NATIONAL, rank, dice)

    def _rank(self, standing: float, year: int, dice: Dice) -> float:
        span = self.plan.last_year - self.plan.first_year
        trend = 3 * (year - self.plan.first_year) / span - 1.5  # spending grew over the years
        shift = self.plan.pandemic.shift if year in self.plan.pandemic.years else 0
        return rank_of(0.75 * standing + 0.6 * dice.random.gauss(0, 1) + 0.28 * trend + shift)

    def _of(
        self, province: FormerProvince, year: int, fund: str, rank: float, dice: Dice
    ) -> ProvinceYear:
        own = self.plan.provinces.get(province.name, {})
        if self.plan.is_idle(province.name, year) or self._is_without(fund, dice):
            return ProvinceYear(province, year, fund, 0, ())
        count, budget = (
            dice.random.uniform(*own[name]) if name in own else dice.of(name, rank)
            for name in (f"{fund}_schemes", f"{fund}_budget")
        )
        schemes = tuple(
            self._draft(province, year, fund, dice)
            for _ in range(dice.rounded(count * self.factor))
        )
        needed = sum(draft.support_vnd for draft in schemes)
        allotted = max(int(budget * self.factor) * MILLION, needed)
        return ProvinceYear(province, year, fund, allotted, schemes)

    def _is_without(self, fund: str, dice: Dice) -> bool:
        return fund == Fund.NATIONAL and dice.random.random() < self.plan.without_national_money

    def _draft(self, province: FormerProvince, year: int, fund: str, dice: Dice) -> Draft:
        content = self.plan.contents[dice.one(self._shares(year, fund))]
        number = dice.random.choices((1, 2, 3), self.plan.batches)[0]
        support = self._support(content, fund, dice)
        total = round(support * dice.of(content.leverage), -3)
        return Draft(
            content=content,
            province=province,
            maker=self._maker(province, dice),
            batch=BatchKey(province.province_id, year, fund, number),
            support_vnd=support,
            total_vnd=max(int(total), support),
            months=dice.of("months_to_acceptance"),
            ending=self._ending(year, dice),
            dice=dice,
        )

    def _shares(self, year: int, fund: str) -> dict[str, float]:
        shares = {
            code: content.share if fund == Fund.LOCAL else content.national_share
            for code, content in self.plan.contents.items()
        }
        if year <= 2015:
            shares["vocational"] *= self.plan.vocational_until_2015
        return shares

    def _support(self, content: Content, fund: str, dice: Dice) -> int:
        """Return the support in đồng: round amounts are common, odd ones exist."""
        is_national = fund == Fund.NATIONAL and content.support == "machinery_support"
        millions = dice.of("national_machinery_support" if is_national else content.support)
        if content.run and dice.random.random() < 0.85:
            return round(millions / 10) * 10 * MILLION
        return int(round(millions * MILLION, -4))

    def _maker(self, province: FormerProvince, dice: Dice) -> Maker:
        known = self.supported.setdefault(province.id, [])
        if known and dice.random.random() < self.plan.supported_again:
            return dice.random.choice(known)
        known.append(dice.random.choice(self.makers[province.id]))
        return known[-1]

    def _ending(self, year: int, dice: Dice) -> str:
        if year == self.plan.last_year and dice.random.random() < STILL_OPEN:
            return dice.random.choice(LATE_STATES)
        return dice.one(self.plan.endings)
