"""Background jobs of the register."""

from khuyencong.core.clock import today
from khuyencong.establishments.models import Establishment, Product
from khuyencong.establishments.queries.duplicates import uncompared
from khuyencong.establishments.queries.evidence import to_remind
from khuyencong.establishments.services import compare_establishments, compare_products
from khuyencong.jobs.registry import Outcome, Run, job, notice
from khuyencong.jobs.services import notify

CHUNK = 500
ENDING = notice("establishments.evidence_ends", "Giấy tờ sắp hết hạn")


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


@job("establishments.remind", label="Nhắc giấy tờ sắp hết hạn", tells=False)
def remind(run: Run) -> Outcome:
    """Tell the people of an establishment 60, 30 and 7 days before a paper ends, and on its last."""
    told = to_remind(today())
    with run.step() as kept:
        if kept.get("is_told"):
            return Outcome("Đã nhắc trước đó.")
        for user, paper, end in told:
            maker = paper.establishment
            text = f"{paper} của {maker} có giá trị đến hết ngày {end}; hãy gia hạn."
            notify(to=user, kind=ENDING.code, text=text, url=maker.get_absolute_url())
        kept["is_told"] = True
    return Outcome(f"Đã nhắc {len(told)} lượt.")
