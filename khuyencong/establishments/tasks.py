"""Background jobs of the register."""

from khuyencong.establishments.models import Establishment, Product
from khuyencong.establishments.queries.duplicates import uncompared
from khuyencong.establishments.services import compare_establishments, compare_products
from khuyencong.jobs.registry import Outcome, Run, job

CHUNK = 500


@job("establishments.compare", label="Soát cơ sở, sản phẩm có thể trùng", tells=False)
def compare(run: Run) -> Outcome:
    """Compare what was entered or changed since the last time, a few hundred at once."""
    run.total(uncompared(Establishment).count() + uncompared(Product).count())
    found = 0
    for model, verb in ((Establishment, compare_establishments), (Product, compare_products)):
        while ids := list(uncompared(model).values_list("pk", flat=True)[:CHUNK]):
            with run.step():
                found += verb(ids=ids, by=run.by)
                run.advance(len(ids))
    return Outcome(f"Có {found} cặp có thể trùng.")
