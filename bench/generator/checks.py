"""What must hold of a generated country; the database is compared with the census and the plan."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from statistics import quantiles

from django.db import connection

from bench.generator.country import Census
from bench.generator.plan import Plan, the_plan
from khuyencong.norms.enums import Fund

TOLERANCE = 0.1  # how far quartiles may lie from the measured ones
ENOUGH = 400  # rows below which quartiles tell nothing
WHOLE = 1.0  # the factor from which a province and year has as many rows as in reality

# Each of these must find nothing.
NEVER = {
    "the sources of a scheme do not add up to its total": """
        SELECT count(*) FROM schemes_scheme
        WHERE total_vnd <> support_vnd + counterpart_vnd + other_vnd""",
    "a scheme was accepted before it was approved": """
        SELECT count(*) FROM schemes_scheme WHERE accepted_on < approved_on""",
    "a step was taken before the one before it": """
        SELECT count(*) FROM schemes_step a JOIN schemes_step b
        ON b.scheme_id = a.scheme_id AND b.seq = a.seq + 1 WHERE b."on" < a."on" """,
    "a product won in the country without its region": """
        SELECT count(*) FROM establishments_award a WHERE level = 'national' AND NOT EXISTS (
            SELECT 1 FROM establishments_award b WHERE b.product_id = a.product_id
            AND b.level = 'region' AND b.year <= a.year AND b.status = 'recognised')""",
    "an account differs from its entries": """
        SELECT count(*) FROM budget_account a WHERE balance_vnd <> (
            SELECT coalesce(sum(amount_vnd), 0) FROM budget_entry WHERE account_id = a.id)""",
    "support was settled but is not on the establishment's record": """
        SELECT count(*) FROM schemes_scheme s WHERE settled_vnd > 0 AND NOT EXISTS (
            SELECT 1 FROM establishments_supportreceived WHERE scheme_code = s.code)""",
    "an invented record does not say so": """
        SELECT (SELECT count(*) FROM establishments_establishment
                WHERE reference NOT LIKE 'SYN-%' OR name NOT LIKE '%(giả lập)')
             + (SELECT count(*) FROM establishments_product WHERE name NOT LIKE '%(giả lập)')
             + (SELECT count(*) FROM schemes_scheme
                WHERE code || reference NOT LIKE 'SYN-%' OR name NOT LIKE '%(giả lập)')""",
}
# Quantities of single records, whatever the factor.
EACH = {
    "machinery_support": """SELECT support_vnd / 1e6 FROM schemes_scheme
        WHERE kind = 'machinery' AND fund = 'local'""",
    "national_machinery_support": """SELECT support_vnd / 1e6 FROM schemes_scheme
        WHERE kind = 'machinery' AND fund = 'national'""",
    "months_to_acceptance": """SELECT (accepted_on - approved_on) / 30.4 FROM schemes_scheme
        WHERE accepted_on - approved_on < 365""",
    "workers": "SELECT employees FROM establishments_establishment",
}


def problems(census: Census) -> list[str]:
    """Return what is wrong with the country, one sentence each."""
    found = [f"{what}: {n}" for what, query in NEVER.items() if (n := _values(query)[0])]
    found += _sums(census)
    found += _quartiles(census)
    found += _one_province(census)
    return found


def _sums(census: Census) -> Iterator[str]:
    """Compare sums of the former provinces with what the provinces of today hold."""
    counted: Counter[tuple[int, str]] = Counter()
    for year in census.years:
        for draft in year.schemes:
            place = draft.province.province_id
            counted[place, "count"] += 1
            counted[place, "support"] += draft.support_vnd
            counted[place, "total"] += draft.total_vnd
            counted[place, draft.content.kind] += 1
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT province_id, 'count', count(*) FROM schemes_scheme GROUP BY 1
            UNION ALL SELECT province_id, 'support', sum(support_vnd) FROM schemes_scheme GROUP BY 1
            UNION ALL SELECT province_id, 'total', sum(total_vnd) FROM schemes_scheme GROUP BY 1
            UNION ALL SELECT province_id, kind, count(*) FROM schemes_scheme GROUP BY 1, 2""")
        stored = {(place, what): int(value) for place, what, value in cursor.fetchall()}
    for key in sorted(counted.keys() | stored.keys()):
        if counted[key] != stored.get(key, 0):
            yield f"province {key[0]}: {key[1]} is {stored.get(key, 0)}, planned {counted[key]}"


def _quartiles(census: Census) -> Iterator[str]:
    plan = the_plan()
    for name, query in EACH.items():
        yield from _compared(name, _values(query), plan)
    if census.factor < WHOLE:
        return
    for name, pick in _of_years(census).items():
        yield from _compared(name, pick(), plan)


def _of_years(census: Census) -> dict[str, Callable[[], list[float]]]:
    """Return the quantities of a province and year, scaled back to factor 1."""
    odd = set(the_plan().provinces)
    usual = [y for y in census.years if y.province.name not in odd and y.allotted_vnd]

    def of(fund: str, value: Callable[..., float]) -> Callable[[], list[float]]:
        return lambda: [value(y) / census.factor for y in usual if y.fund == fund]

    return {
        "local_schemes": of(Fund.LOCAL, lambda y: len(y.schemes)),
        "local_budget": of(Fund.LOCAL, lambda y: y.allotted_vnd / 1e6),
        "entries": lambda: [float(entries) for entries, _ in census.entries],
        "recognised": lambda: [float(recognised) for _, recognised in census.entries],
    }


def _compared(name: str, values: Sequence[float], plan: Plan) -> Iterator[str]:
    """Yield the quartiles that lie too far from the measured ones."""
    if len(values) < ENOUGH:
        return
    wanted = plan.measured[name][1:4]
    for label, is_now, was in zip(("p25", "median", "p75"), quantiles(values), wanted, strict=True):
        if abs(is_now - was) > TOLERANCE * was:
            yield f"{name}: {label} is {is_now:.1f}, measured {was:.1f}"


def _one_province(census: Census) -> Iterator[str]:
    """Compare the one province of which thirteen years are known as a whole."""
    if census.factor < WHOLE:
        return
    known = [
        draft
        for year in census.years
        if year.province.name == "Đắk Lắk" and 2012 <= year.year <= 2024
        for draft in year.schemes
    ]
    count = len(known) / census.factor
    billions = sum(draft.total_vnd for draft in known) / census.factor / 1e9
    if not 200 <= count <= 280:
        yield f"Đắk Lắk 2012-2024 has {count:.0f} schemes, known 242"
    if not 90 <= billions <= 125:
        yield f"Đắk Lắk 2012-2024 cost {billions:.1f} tỷ, known 107.5"


def _values(query: str) -> list[float]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [float(value) for (value,) in cursor.fetchall() if value is not None]
