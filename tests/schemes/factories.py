"""A province in which a scheme can live, and schemes carried by the services to any state.

`world()` builds Đắk Lắk with money, levels and a procedure; `World.at("approved")` gives a scheme
in that state. All days lie in 2026, each step a week after the one before.
"""

import datetime as dt
from dataclasses import asdict, dataclass, field
from functools import partial

from django.db import transaction

from khuyencong.budget.services import appropriate
from khuyencong.core.clock import now
from khuyencong.documents.models import StoredFile
from khuyencong.norms.enums import Approver
from khuyencong.schemes import services
from khuyencong.schemes.enums import State
from khuyencong.schemes.kinds import KINDS
from khuyencong.schemes.models import EstimateLine, Machine, PlanBatch, Scheme, SchemeDocument
from khuyencong.schemes.queries.facts import latest_step
from tests.accounts.factories import Place, dak_lak, lang_son
from tests.establishments.factories import establishment
from tests.norms.factories import NormFactory, ProcedureFactory, verified_levels
from tests.schemes.contents import (
    CONTENTS,
    MACHINE,
    MILLION,
    TEXTS,
    line_of,
    money_of,
    scale_of,
)

BEGIN = dt.date(2026, 2, 2)
TODAY = dt.date(2026, 11, 2)
WEEK = dt.timedelta(days=7)
# The order in which a scheme passes the states, and how each is reached.
WAY = (
    "submitted",
    "appraised",
    "planned",
    "approved",
    "contracted",
    "under_way",
    "accepted",
    "settled",
    "closed",
)


@dataclass
class World:
    """A province ready for schemes; `on` is the day of the next step."""

    place: Place
    on: dt.date = BEGIN
    numbers: int = 0
    batch: PlanBatch | None = None
    people: dict = field(default_factory=dict)

    def person(self, role):
        return self.place.person(role)

    @property
    def approver(self):
        """The person who approves here."""
        return self.person(self.people.get("approver", "department_leader"))

    def next_day(self):
        self.on += WEEK
        return self.on

    def number(self, series="CV"):
        self.numbers += 1
        return f"{self.numbers:02}/{series}"

    # --- writing

    def draft(self, kind="machinery", name="Hỗ trợ máy sấy mắc ca", **known):
        officer = self.person("officer")
        return services.draft_scheme(
            kind=kind,
            fund="local",
            year=2026,
            name=name,
            organisation=self.place.centre,
            establishment=known.pop("establishment", None) or self.maker(),
            by=officer,
            on=self.on,
        )

    def maker(self, name="HTX Mắc ca Ea Knuếc", **known):
        known.setdefault("unit", self.place.commune_unit)
        return establishment(name, province=self.place.unit, **known)

    def written(self, kind="machinery", support=150, total=486, **known):
        """Return a draft with everything that a submission asks for, written past the services."""
        scheme = self.draft(kind=kind, **known)
        for name, value in (TEXTS | CONTENTS | scale_of(kind) | money_of(support, total)).items():
            setattr(scheme, name, value)
        with transaction.atomic():
            EstimateLine.objects.create(scheme=scheme, position=1, **line_of(support, total))
            Machine.objects.create(scheme=scheme, position=1, **asdict(MACHINE))
            scheme.save()
        self.attach_all(scheme, "submit")
        return scheme

    def attach_all(self, scheme, step):
        """Attach every paper that a step of the kind needs, one file for all of them."""
        documents = KINDS[scheme.kind].documents_for(step, scheme.answers)
        wanted = [d.code for d in documents for _ in range(d.min_files)]
        if wanted:
            file = self.file()
            self.papers(scheme, wanted, file)

    def papers(self, scheme, codes, file):
        known = {"file": file, "at": now(), "by": self.person("officer")}
        step = latest_step(scheme)
        SchemeDocument.objects.bulk_create(
            SchemeDocument(scheme=scheme, requirement=code, step=step, **known) for code in codes
        )

    def file(self):
        """Return a stored file without bytes."""
        self.numbers += 1
        return StoredFile.objects.create(
            sha256=f"{self.numbers:064x}",
            name="giay-to.pdf",
            size=1,
            content_type="application/pdf",
            stored_at=now(),
        )

    def attach(self, scheme, requirement, *, by=None, **known):
        officer = by or self.person("officer")
        return services.attach_document(
            scheme=scheme,
            requirement=requirement,
            file=self.file(),
            by=officer,
            on=self.on,
            **known,
        )

    # --- steps, each a week later

    def submit(self, scheme):
        on = self.next_day()
        return services.submit(scheme=scheme, by=self.person("officer"), on=on)

    def appraise(self, scheme, **known):
        self.attach_all(scheme, "appraise")
        return services.appraise(
            scheme=scheme,
            paper_no=self.number("PTĐ"),
            by=self.person("appraiser"),
            on=known.pop("on", None) or self.next_day(),
            **known,
        )

    def plan(self, scheme):
        appraiser = self.person("appraiser")
        self.batch = services.open_batch(
            organisation=self.place.department, year=2026, fund="local", by=appraiser, on=self.on
        )
        return services.add_to_batch(
            scheme=scheme, batch=self.batch, by=appraiser, on=self.next_day()
        )

    def send(self, batch=None):
        return services.submit_batch(
            batch=batch or self.batch,
            memo_no=self.number("TTr"),
            by=self.person("appraiser"),
            on=self.next_day(),
        )

    def approve(self, scheme):
        batch = PlanBatch.objects.get(schemes=scheme)
        if batch.state == "open":
            batch = self.send(batch)
        (step,) = services.approve_batch(
            batch=batch,
            decision_no=self.number("QĐ"),
            by=self.approver,
            on=self.next_day(),
            schemes=[scheme],
        )
        return step

    def contract(self, scheme):
        return services.sign_contract(
            scheme=scheme,
            contract_no=self.number("HĐ"),
            by=self.person("officer"),
            on=self.next_day(),
        )

    def start(self, scheme):
        return services.start(scheme=scheme, by=self.person("officer"), on=self.next_day())

    def progress(self, scheme, percent=60, invested=300):
        return services.record_progress(
            scheme=scheme,
            percent_done=percent,
            invested_vnd=invested * MILLION,
            by=self.person("officer"),
            on=self.next_day(),
        )

    def advance(self, scheme, amount=100, **known):
        self.attach_all(scheme, "advance")
        return services.pay_advance(
            scheme=scheme,
            amount_vnd=amount * MILLION,
            voucher_no=self.number("UNC"),
            by=self.person("accountant"),
            on=self.next_day(),
            **known,
        )

    def accept(self, scheme, eligible=486):
        self.attach_all(scheme, "accept")
        return services.accept(
            scheme=scheme,
            minutes_no=self.number("BB"),
            eligible_vnd=eligible * MILLION,
            serial_numbers={1: "SN-0001"},
            by=self.person("appraiser"),
            on=self.next_day(),
        )

    def pay(self, scheme, amount=150):
        return services.pay(
            scheme=scheme,
            amount_vnd=amount * MILLION,
            voucher_no=self.number("UNC"),
            by=self.person("accountant"),
            on=self.next_day(),
        )

    def settle(self, scheme, **known):
        self.attach_all(scheme, "settle")
        return services.settle(
            scheme=scheme,
            minutes_no=self.number("BB"),
            by=self.person("accountant"),
            on=self.next_day(),
            **known,
        )

    def close(self, scheme):
        return services.close(scheme=scheme, by=self.person("accountant"), on=self.next_day())

    # --- states

    def at(self, state, **known):
        """Return a scheme carried to `state` on the straight way."""
        scheme = self.written(**known)
        if state == "draft":
            return scheme
        for reached in WAY[: WAY.index(state) + 1]:
            self.reach(scheme, reached)
        return fresh(scheme)

    def anywhere(self):
        """Return one scheme in every state there is, exits included."""
        found = {}
        for number, state in enumerate(State):
            self.on, maker = BEGIN, self.maker(f"HTX số {number}")
            before = EXITS.get(state, (state,))[0]
            found[state.value] = scheme = self.at(before, establishment=maker)
            if state in EXITS:
                _, verb, role = EXITS[state]
                verb(scheme=scheme, by=self.person(role), on=self.next_day())
                found[state.value] = fresh(scheme)
        return found

    def reach(self, scheme, state):
        """Take the step that leads to `state`."""
        verbs = {
            "submitted": self.submit,
            "appraised": self.appraise,
            "planned": self.plan,
            "approved": self.approve,
            "contracted": self.contract,
            "under_way": self.start,
            "accepted": self.accept,
            "settled": self.settle,
            "closed": self.close,
        }
        if state == "settled":
            self.pay(scheme, fresh(scheme).accepted_support_vnd // MILLION)
        return verbs[state](scheme)


# How a scheme leaves the straight way: from where, by which verb, by whom.
EXITS = {
    State.RETURNED: ("submitted", partial(services.return_scheme, reason="r"), "appraiser"),
    State.REJECTED: ("submitted", partial(services.reject, reason="r"), "appraiser"),
    State.WITHDRAWN: ("draft", partial(services.withdraw, reason="r"), "officer"),
    State.DROPPED: (
        "approved",
        partial(services.drop, reason="r", decision_no="9/QĐ"),
        "department_leader",
    ),
    State.STOPPED: (
        "contracted",
        partial(services.stop, reason="r", decision_no="9/QĐ"),
        "department_leader",
    ),
}


def world(*, levels=True, procedure=True, money=5_000) -> World:
    """Return Đắk Lắk with verified levels, a procedure (the department approves) and money, if wanted."""
    place = dak_lak()
    if levels:
        verified_levels(place.unit)
        NormFactory(
            kind="demonstration_model",
            province=place.unit,
            rate_percent=30,
            cap_vnd=800 * MILLION,
        )
    if procedure:
        ProcedureFactory(province=place.unit)
    fund(place, money)
    return World(place)


def committee_world() -> World:
    """Return Lạng Sơn, where the People's Committee approves."""
    place = lang_son()
    verified_levels(place.unit)
    ProcedureFactory(province=place.unit, approver=Approver.COMMITTEE)
    fund(place, 2_000)
    return World(place, people={"approver": "provincial_leader"})


def fund(place, millions):
    """Give the centre local money for the year."""
    return appropriate(
        organisation=place.centre,
        year=2026,
        source="local",
        amount_vnd=millions * MILLION,
        decision_no="01/QĐ-UBND",
        decision_on=dt.date(2026, 1, 5),
        by=None,
        on=dt.date(2026, 1, 5),
    )


def fresh(scheme):
    """Return the scheme as the database holds it."""
    return Scheme.objects.with_related().get(pk=scheme.pk)
