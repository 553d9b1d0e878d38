"""The register: establishments of every former province, products and what they won."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bench.generator.places import FormerProvince
from bench.generator.plan import Dice, Plan, TradePlan
from bench.generator.writing import CHUNK, Table
from khuyencong.core.search import COLUMNS
from khuyencong.core.text import fold
from khuyencong.establishments.enums import AwardLevel, AwardStatus, Origin
from khuyencong.establishments.models import Award, Establishment, Product
from khuyencong.establishments.services.search import describe_establishments, describe_products

Rows = list[dict[str, Any]]
SYNTHETIC = "(giả lập)"


@dataclass(frozen=True)
class Maker:
    """What later parts need to know of an establishment."""

    id: int
    name: str
    good: str
    unit_id: int
    place: str
    old_place: str


class Register:
    """Makes the register of one country; `makers` are its establishments by former province."""

    def __init__(self, plan: Plan, factor: float, provinces: list[FormerProvince]) -> None:
        self.plan, self.factor, self.provinces = plan, factor, provinces
        self.makers: dict[int, list[Maker]] = {}
        self._establishments = Table(Establishment, plan.seed)
        self._products, self._awards = Table(Product, plan.seed), Table(Award, plan.seed)
        self.entries: list[
            tuple[int, int]
        ] = []  # of each provincial selection: entries, recognised

    # Establishments

    def copy_establishments(self) -> int:
        """Copy the establishments in; return how many."""
        return sum(self._establishments.copy(self._of_province(p)) for p in self.provinces)

    def _of_province(self, province: FormerProvince) -> Rows:
        dice = Dice(self.plan, "establishments", province.name)
        wanted = self.plan.country.establishments * self.factor / len(self.provinces)
        count = max(dice.rounded(wanted * dice.random.uniform(0.5, 1.5)), 2)
        weights = {code: getattr(t, province.region) for code, t in self.plan.trades.items()}
        rows = [self._establishment(province, dice, weights) for _ in range(count)]
        self._give_namesakes(rows, dice)
        described(rows, Establishment, lambda found: describe_establishments(found, {}))
        self.makers[province.id] = [self._maker(row, province) for row in rows]
        return rows

    def _establishment(
        self, province: FormerProvince, dice: Dice, weights: dict[str, float]
    ) -> dict[str, Any]:
        trade: TradePlan = self.plan.trades[dice.one(weights)]
        good, form = dice.random.choice(trade.goods), dice.one(self.plan.legal_forms)
        ground, owner = province.somewhere(dice.random), dice.person()
        title = owner if form == "business_household" else f"{owner.rpartition(' ')[2]} {good}"
        workers = round(dice.of("workers"))
        is_new = dice.random.random() < 0.3
        return self._establishments.row(
            name=f"{self.plan.form_words[form]} {title} {SYNTHETIC}",
            origin=Origin.RUN,
            legal_form=form,
            trade=trade.trade,
            trade_text=good,
            employees=workers,
            revenue_vnd=workers * dice.random.randint(60, 400) * 1_000_000,
            address_text=ground.unit if is_new else ground.district,
            province_id=province.province_id,
            unit_id=ground.unit_id,
            old_unit_id=ground.district_id,
            owner_name=owner,
            phone=f"09{dice.random.randint(0, 99_999_999):08}",
            is_woman_owned=" Thị " in owner,
        ) | {"_place": f"{ground.unit}, {province.province}", "_old": ground.district}

    def _give_namesakes(self, rows: Rows, dice: Dice) -> None:
        """Let some records repeat the name and place of another, as registers do."""
        for row in rows[1:]:
            if dice.random.random() < self.plan.namesakes:
                twin = rows[dice.random.randrange(len(rows))]
                kept = ("name", "legal_form", "trade", "trade_text", "owner_name", "unit_id")
                row.update({name: twin[name] for name in kept})
        for row in rows:
            row["reference"] = f"SYN-E{row['id']:07}"

    def _maker(self, row: dict[str, Any], province: FormerProvince) -> Maker:
        place, old = row.pop("_place"), row.pop("_old")
        return Maker(
            row["id"],
            row["name"],
            row["trade_text"],
            row["unit_id"],
            place,
            f"{old}, tỉnh {province.name}",
        )

    # Products and awards

    def copy_products(self, supported: dict[int, list[Maker]]) -> tuple[int, int]:
        """Copy products and awards in; `supported` are makers that got support, by province."""
        products, awards = [], []
        for province in self.provinces:
            made, won = self._selections(province, supported.get(province.id, []))
            products += made
            awards += won
        described(products, Product, describe_products)
        return self._products.copy(products), self._awards.copy(awards)

    def _selections(self, province: FormerProvince, supported: list[Maker]) -> tuple[Rows, Rows]:
        """Hold the selections of a province; each product climbs as far as it gets."""
        dice, plan = Dice(self.plan, "selection", province.name), self.plan
        products: dict[tuple[int, str], dict[str, Any]] = {}
        awards: Rows = []
        begin = plan.first_year + dice.random.randrange(plan.selection.every)
        for year in range(begin, plan.last_year + 1, plan.selection.every):
            rank = dice.random.random()
            entries, chosen = dice.of("entries", rank), dice.of("recognised", rank)
            self.entries.append((round(entries), round(chosen)))
            for n in range(dice.rounded(entries * self.factor)):
                is_supported = supported and dice.random.random() < plan.award_of_supported
                makers = supported if is_supported else self.makers[province.id]
                product = self._product(province, dice.random.choice(makers), dice)
                key = (product["establishment_id"], product["name_folded"])
                product = products.setdefault(key, product)
                is_recognised = n < chosen * self.factor
                awards += self._climb(product, year, dice, is_recognised=is_recognised)
        return list(products.values()), _once(awards)

    def _product(self, province: FormerProvince, maker: Maker, dice: Dice) -> dict[str, Any]:
        good = f"{maker.good[0].upper()}{maker.good[1:]}"
        brand = maker.name.removesuffix(SYNTHETIC).split()[-1]
        name = f"{good} {brand} loại {dice.random.randint(1, 4)} {SYNTHETIC}"
        return self._products.row(
            establishment_id=maker.id,
            origin=Origin.RUN,
            name=name,
            name_folded=fold(name),
            group=dice.one(self.plan.groups),
            is_set=dice.random.random() < 0.2,
            province_id=province.province_id,
        ) | {"_maker": maker.name}

    def _climb(
        self, product: dict[str, Any], year: int, dice: Dice, *, is_recognised: bool
    ) -> Iterator[dict[str, Any]]:
        """Yield what the product reached: recognised below before it is sent above."""
        chance, selection = dice.random.random, self.plan.selection
        if not is_recognised:
            yield self._award(product, AwardLevel.PROVINCE, AwardStatus.ENTERED, year)
            return
        yield self._award(product, AwardLevel.PROVINCE, AwardStatus.RECOGNISED, year)
        if chance() < selection.sent_to_region and chance() < selection.recognised_by_region:
            region_year = year + year % 2
            yield self._award(product, AwardLevel.REGION, AwardStatus.RECOGNISED, region_year)
            if chance() < selection.recognised_by_country:
                national = region_year + 1
                yield self._award(product, AwardLevel.NATIONAL, AwardStatus.RECOGNISED, national)

    def _award(self, product: dict[str, Any], level: str, status: str, year: int) -> dict[str, Any]:
        row = self._awards.row(product_id=product["id"], level=level, status=status, year=year)
        return row | {"reference": f"SYN-A{row['id']:07}", "decision_no": f"{row['id']}/QĐ-SYN"}


def described(rows: Rows, model: Any, describe: Any) -> None:
    """Fill the search columns of rows by the product's own function."""
    for start in range(0, len(rows), CHUNK):
        part = rows[start : start + CHUNK]
        makers = _named_makers(part)
        records = [model(**{k: v for k, v in row.items() if k[0] != "_"}) for row in part]
        for record, row in zip(records, part, strict=True):
            if "_maker" in row:
                record.establishment = makers[row["_maker"]]
        describe(records)
        for record, row in zip(records, part, strict=True):
            row.update({name: getattr(record, name) for name in COLUMNS})


def _named_makers(rows: Rows) -> dict[str, Establishment]:
    return {row["_maker"]: Establishment(name=row["_maker"]) for row in rows if "_maker" in row}


def _once(awards: Rows) -> Rows:
    """Keep the best result of a product on each level of a year."""
    best: dict[tuple[int, str, int], dict[str, Any]] = {}
    for award in sorted(awards, key=lambda a: a["status"] != AwardStatus.RECOGNISED):
        best.setdefault((award["product_id"], award["level"], award["year"]), award)
    return sorted(best.values(), key=lambda award: award["id"])
