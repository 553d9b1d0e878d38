"""Puts the whole country together, province by province, in one transaction."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from django.db import transaction

from bench.generator.ledger import MODELS as MONEY
from bench.generator.ledger import Ledger
from bench.generator.life import Batch, Life, moment
from bench.generator.log import Log
from bench.generator.people import Staff, make_people
from bench.generator.places import former_provinces
from bench.generator.plan import Dice, Plan, the_plan
from bench.generator.programme import BatchKey, Draft, Programme, ProvinceYear
from bench.generator.register import Register, described
from bench.generator.schemes import MODELS, SchemeTables
from bench.generator.writing import analyze, prove, without_indexes
from khuyencong.accounts.enums import OrganisationKind as Kind
from khuyencong.establishments.models import Award, Establishment, Product
from khuyencong.schemes.enums import BatchState
from khuyencong.schemes.models import PlanBatch, Scheme
from khuyencong.schemes.services.searching import describe_schemes

BULKY = (Establishment, Product, Award, *MODELS, *MONEY)


@dataclass
class Census:
    """What was made, as the generator counted it: the checks compare the database with it."""

    factor: float
    rows: Counter[str] = field(default_factory=Counter)
    years: list[ProvinceYear] = field(default_factory=list)
    entries: list[tuple[int, int]] = field(default_factory=list)


def generate(factor: float) -> Census:
    """Fill an empty database; return the census."""
    plan = the_plan()
    with transaction.atomic(), without_indexes(*(m._meta.db_table for m in BULKY)):
        return Country(plan, factor).make()


class Country:
    """One country in the making."""

    def __init__(self, plan: Plan, factor: float) -> None:
        self.plan, self.census = plan, Census(factor)
        self.provinces = former_provinces()
        self.staff = make_people(self.provinces, Dice(plan, "people"))
        self.into, self.ledger, self.log = SchemeTables(plan), Ledger(plan.seed), Log(plan.seed)
        self.life = Life(plan, self.into, self.ledger, self.log)
        self._batches: dict[BatchKey, Batch] = {}
        self._flushed = 0

    def make(self) -> Census:
        """Make everything."""
        register = Register(self.plan, self.census.factor, self.provinces)
        self.census.rows["establishments"] = register.copy_establishments()
        programme = Programme(self.plan, self.census.factor, register.makers)
        for province in self.provinces:
            for year in programme.years([province]):
                self._carry_out(year)
            self._flush()
        products, awards = register.copy_products(programme.supported)
        self.census.rows.update(products=products, awards=awards, events=self.log.seal())
        self.census.entries = register.entries
        return self.census

    def _carry_out(self, year: ProvinceYear) -> None:
        self.census.years.append(year)
        staff = self.staff[year.province.province_id]
        if year.allotted_vnd:
            self._allot(year, staff)
        for draft in year.schemes:
            self._live(draft, staff)

    def _allot(self, year: ProvinceYear, staff: Staff) -> None:
        on = dt.date(year.year - 1, 11, 20)
        key = (staff.organisations[Kind.CENTRE].pk, year.year, year.fund)
        self.ledger.allot(key, year.allotted_vnd, f"SYN-DT {year.province.name}", on, moment(on, 0))

    def _live(self, draft: Draft, staff: Staff) -> None:
        batch = self._batch(draft.batch, staff)
        if not draft.content.run:
            self.into.recorded(draft, batch.decided_on)
            return
        begun_on = batch.decided_on - dt.timedelta(days=draft.dice.random.randint(75, 150))
        self.life.carry(self.into.begun(draft, staff, begun_on), batch)

    def _batch(self, key: BatchKey, staff: Staff) -> Batch:
        if key not in self._batches:
            on = key.decided_on(self.plan)
            sent_on = on - dt.timedelta(days=15)
            is_last = key.year == self.plan.last_year
            row = self.into.add(
                PlanBatch,
                organisation_id=staff.organisations[Kind.DEPARTMENT].pk,
                province_id=key.province_id,
                fund=key.fund,
                year=key.year,
                number=key.number,
                state=BatchState.SUBMITTED if is_last else BatchState.DECIDED,
                memo_no=f"{key.number}/TTr-SYN",
                memo_on=sent_on,
                decision_no=f"{key.number}/QĐ-SYN",
                decision_on=on,
            )
            self._batches[key] = Batch(
                row["id"], f"đợt {key.number}/{key.year}", sent_on, on, row["decision_no"]
            )
        return self._batches[key]

    def _flush(self) -> None:
        """Copy in what was gathered, so that memory stays small."""
        described(self.into.rows[Scheme], Scheme, describe_schemes)
        self.census.rows["schemes"] += self.into.copy()
        self.census.rows["journals"] += self.ledger.copy()
        self.log.copy()
        self._flushed += 1
        if self._flushed.bit_count() == 1:  # as often as the country has doubled
            analyze(*(m._meta.db_table for m in BULKY))
        prove()
