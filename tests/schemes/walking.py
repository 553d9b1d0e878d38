"""Walks the pages of a scheme as the people of a province do."""

import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from khuyencong.schemes.kinds import KINDS
from khuyencong.schemes.models import PlanBatch, Scheme

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
MACHINE = {
    "name": "Máy sấy",
    "model": "MS-2",
    "maker": "Việt Nam",
    "year": "2026",
    "is_new": "on",
    "capacity": "2 tấn/mẻ",
}
LINE = {
    "item": "Máy sấy",
    "unit": "máy",
    "quantity": "1",
    "unit_price_vnd": "486.000.000",
    "is_eligible": "on",
    "support_vnd": "150.000.000",
    "other_vnd": "",
    "price_source": "Báo giá",
}
PARTS = {
    "rationale": {"rationale": "Máy cũ hao điện."},
    "objectives": {"objectives": "Gấp đôi năng suất."},
    "scale": {
        "scale": "Máy sấy 2 tấn.",
        "question_current_equipment": "Lò củi",
        "question_improvement": "Tiết kiệm",
        "question_workers": "12",
    },
    "contents": {"contents": "Mua, lắp.", "starts_on": "01/03/2026", "ends_on": "30/09/2026"},
    "organisation": {"organisation_text": "Trung tâm theo dõi."},
    "effects": {"effects": "Thêm 5 lao động."},
}


class Walk:
    """Walks the pages as the people of a province; every step a week after the one before."""

    def __init__(self, world, client_of):
        self.world, self.client_of, self.on = world, client_of, dt.date(2026, 2, 2)

    def as_(self, role):
        return self.client_of(self.world.person(role))

    def scheme(self):
        return Scheme.objects.get()

    def post(self, role, view, *args, **data):
        answer = self.as_(role).post(reverse(f"schemes:{view}", args=args), data)
        assert answer.status_code == 302, told(answer)
        return answer

    def step(self, role, code, **data):
        self.on += dt.timedelta(days=7)
        day = {"on": self.on.strftime("%d/%m/%Y"), "paper_no": f"{code}/01"}
        self.post(role, "step", self.scheme().public_id, code, **(day | data))

    def attach(self, *steps):
        scheme = self.scheme()
        kind = KINDS[scheme.kind]
        for step in steps:
            for document in kind.documents_for(step, scheme.answers):
                for number in range(document.min_files):
                    name = f"{document.code}-{number}.pdf"
                    file = SimpleUploadedFile(name, PDF + bytes([65 + number]))
                    self.post("officer", "attach", scheme.public_id, document.code, file=file)

    def begin(self):
        """Begin a draft and write all its parts."""
        maker, centre = self.world.maker(), self.world.place.centre.public_id
        typed = {"kind": "machinery", "name": "Máy sấy mắc ca", "year": "2026"}
        url = f"{reverse('schemes:create')}?co-so={maker.public_id}"
        made = self.as_("officer").post(url, typed | {"organisation": centre})
        assert made.status_code == 302, told(made)
        unit = self.world.place.commune_unit.public_id
        self.part("parties", **typed, unit=unit, place_text="Thôn 3")
        for slug, texts in PARTS.items():
            self.part(slug, **texts)
        self.part("machines", **rows("machines", MACHINE))
        self.part("budget", **rows("lines", LINE))

    def part(self, slug, **typed):
        version = self.scheme().version
        self.post("officer", "write", self.scheme().public_id, slug, version=version, **typed)

    def approve(self):
        """Put the scheme into a batch, submit and approve it on one day."""
        self.step("appraiser", "plan", batch="new")
        batch = PlanBatch.objects.get()
        self.on += dt.timedelta(days=7)
        day = {"on": self.on.strftime("%d/%m/%Y")}
        ticked = {"de-an": self.scheme().public_id}
        self.post("appraiser", "submit_batch", batch.public_id, paper_no="01/TTr", **day)
        decided = {"paper_no": "75/QĐ-SCT", **day, **ticked}
        self.post("department_leader", "approve_batch", batch.public_id, **decided)


def rows(prefix, *typed):
    """Return rows as a formset posts them."""
    count = {f"{prefix}-TOTAL_FORMS": str(len(typed)), f"{prefix}-INITIAL_FORMS": "0"}
    cells = {f"{prefix}-{at}-{k}": v for at, row in enumerate(typed) for k, v in row.items()}
    return count | cells


def told(answer):
    """Return what a refused page says, for the message of a failing test."""
    text = answer.content.decode()
    return text[text.find("form-errors") :][:1500] if "form-errors" in text else text[-3000:]
