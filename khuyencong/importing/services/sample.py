"""Bringing data from outside in, through the set services of their packages."""

import datetime as dt
from dataclasses import asdict, dataclass

from django.conf import settings

from khuyencong.accounts.models import User
from khuyencong.accounts.services import load_demo_people
from khuyencong.audit.services import record
from khuyencong.core.findings import refuse
from khuyencong.core.service import service
from khuyencong.establishments.models import Establishment
from khuyencong.establishments.services import grant_membership, record_products, register_many
from khuyencong.importing.events import SAMPLE_LOADED
from khuyencong.importing.sample.figures import article_figures, report_figures
from khuyencong.importing.sample.places import Places
from khuyencong.importing.sample.reading import words
from khuyencong.importing.sample.register import establishment_rows, product_rows
from khuyencong.importing.sample.schemes import scheme_rows
from khuyencong.reports.services import declare_figures
from khuyencong.schemes.services import record_schemes


@dataclass(frozen=True)
class SampleCounts:
    """How many rows were new."""

    people: int
    establishments: int
    awards: int
    schemes: int
    report_figures: int
    article_figures: int

    def __str__(self) -> str:
        return (
            f"{self.people} người dùng thử, {self.establishments} cơ sở,"
            f" {self.awards} kết quả sản phẩm, {self.schemes} đề án,"
            f" {self.report_figures + self.article_figures} số liệu công bố"
        )


def _follow_own(makers: dict[str, Establishment], *, by: User | None, on: dt.date) -> None:
    """Let the demo's owners see an establishment as their own."""
    for username, reference in words("demo_owners").items():
        owner = User.objects.get(username=username)
        if not owner.memberships.exists():
            grant_membership(establishment=makers[reference], user=owner, by=by, on=on)


@service("importing.load_sample")
def load_sample(*, by: User | None, on: dt.date) -> SampleCounts:
    """Bring the real sample and the demo's people in; a second time nothing is new."""
    if not settings.KC_DEMO:
        raise refuse("importing.no_demo", "Bộ dữ liệu mẫu chỉ có ở bản dùng thử (KC_DEMO=1).")
    people = load_demo_people(by=by)
    places = Places(on)
    new = register_many(rows=list(establishment_rows(places)), by=by, on=on)
    known = Establishment.objects.exclude(reference="").select_related("merged_into")
    makers = {e.reference: e.merged_into or e for e in known}
    _follow_own(makers, by=by, on=on)
    counts = SampleCounts(
        people=people,
        establishments=len(new),
        awards=len(record_products(rows=list(product_rows(places, makers)), by=by, on=on)),
        schemes=len(record_schemes(rows=list(scheme_rows(places, makers)), by=by, on=on)),
        report_figures=declare_figures(
            rows=list(report_figures(places)), source="province_reports.csv", by=by, on=on
        ),
        article_figures=declare_figures(
            rows=list(article_figures(places)), source="article_figures.csv", by=by, on=on
        ),
    )
    if any(asdict(counts).values()):
        record(SAMPLE_LOADED, by=by, on=on, counts=counts, after=asdict(counts))
    return counts
