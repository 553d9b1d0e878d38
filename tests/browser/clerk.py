"""Carries a scheme through the real pages, as people do it."""

import datetime as dt
import re

from playwright.sync_api import Page, expect

from khuyencong.accounts.models import Organisation
from khuyencong.establishments.models import Establishment
from khuyencong.schemes.kinds import KINDS
from khuyencong.schemes.models import Scheme
from tests.schemes.walking import LINE, MACHINE, PARTS, PDF

NAME = "Hỗ trợ máy sấy mắc ca"


class Clerk:
    """The people of Đắk Lắk, each in a browser of their own."""

    def __init__(self, open_page):
        self._open, self._pages, self.on = open_page, {}, dt.date(2026, 2, 2)

    def as_(self, who) -> Page:
        if who not in self._pages:
            self._pages[who] = self._open(f"{who}.daklak")
        return self._pages[who]

    @property
    def scheme(self):
        return Scheme.objects.get(name=NAME)

    def fill(self, page, typed):
        """Type into the fields by their names, as each kind of input wants it."""
        for name, value in typed.items():
            field = page.locator(f"main [name='{name}']:visible").first
            if field.get_attribute("type") in {"checkbox", "radio"}:
                page.locator(
                    f"main [name='{name}'][value='{value}'], main [name='{name}']"
                ).first.check()
            elif field.evaluate("element => element.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)

    def send(self, page, button):
        """Press the button; the page that follows must hold no error."""
        page.get_by_role("button", name=button, exact=True).last.click()
        page.wait_for_load_state()
        found = page.locator(".form-errors").all_inner_texts()
        assert found == [], found

    def give_money(self):
        page = self.as_("ketoanso")
        page.goto("/ngan-sach/quyet-dinh/")
        centre = Organisation.objects.get(kind="centre", area__name="Đắk Lắk")
        page.locator("select[name=organisation]").select_option(
            page.locator("select[name=organisation] option", has_text=centre.name).get_attribute(
                "value"
            )
        )
        self.fill(
            page, {"amount_vnd": "2.000", "decision_no": "01/QĐ-UBND", "decision_on": "05/01/2026"}
        )
        page.locator("main form button.btn-primary").last.click()
        expect(page.locator(".form-errors")).to_have_count(0)

    def begin(self):
        page = self.as_("canbo")
        maker = (
            Establishment.objects.search("dak lak mac ca").filter(province__name="Đắk Lắk").first()
        )
        page.goto(f"/de-an/moi/?co-so={maker.public_id}")
        page.locator("input[name=kind][value=machinery]").check()
        self.fill(page, {"name": NAME, "year": "2026"})
        self.send(page, "Bắt đầu soạn")

    def write(self):
        """Write every part after the other; the last button leads through all of them."""
        page = self.as_("canbo")
        self.fill(page, {"place_text": "Thôn 3"})
        page.locator("select[name=unit]").select_option(index=1)
        for slug in (
            "rationale",
            "objectives",
            "scale",
            "machines",
            "contents",
            "budget",
            "organisation",
            "effects",
        ):
            self.send(page, "Lưu, sang phần sau")
            expect(page).to_have_url(re.compile(f"/soan/{slug}/"))
            self.fill(page, _typed(slug))
        self.send(page, "Lưu, về đề án")

    def attach(self, *steps):
        page, scheme = self.as_("canbo"), self.scheme
        for step in steps:
            for document in KINDS[scheme.kind].documents_for(step, scheme.answers):
                for number in range(document.min_files):
                    page.goto(f"/de-an/{scheme.public_id}/giay-to/{document.code}/")
                    file = {"name": f"{document.code}-{number}.pdf", "mimeType": "application/pdf"}
                    content = PDF + f"{document.code}{number}".encode()
                    page.set_input_files("input[type=file]", files=[{**file, "buffer": content}])
                    self.send(page, "Tải lên")

    def step(self, who, code, button, **typed):
        """Take a step a week after the one before; open warnings are answered."""
        self.on += dt.timedelta(days=7)
        page = self.as_(who)
        page.goto(f"/de-an/{self.scheme.public_id}/buoc/{code}/")
        self.fill(page, {"on": self.on.strftime("%d/%m/%Y"), **typed})
        self._answer(page)
        self.send(page, button)
        return page

    def _answer(self, page):
        for field in page.locator("textarea[name^=reason_]:visible").all():
            field.fill("Tỉnh chưa nhập mức riêng; đã xem với văn bản hiện hành")
        for field in page.locator("input[name^=citation_]:visible").all():
            field.fill("Thông tư 28/2018/TT-BTC, Điều 8")
        for field in page.locator("input[name^=rate_]:visible").all():
            field.fill("70")

    def decide(self):
        """Put the scheme into a batch, submit it and approve it."""
        self.step("thamdinh", "plan", "Đưa vào đợt kế hoạch", batch="new")
        address = self.scheme.batch.get_absolute_url()
        self.on += dt.timedelta(days=7)
        day = {"on": self.on.strftime("%d/%m/%Y")}
        for who, number, button in (
            ("thamdinh", "12/TTr-SCT", "Trình đợt kế hoạch"),
            ("lanhdaoso", "75/QĐ-SCT", "Phê duyệt"),
        ):
            page = self.as_(who)
            page.goto(address)
            self.fill(page, {"paper_no": number, **day})
            self.send(page, button)


def _typed(slug):
    if slug == "machines":
        return {f"machines-0-{name}": value for name, value in MACHINE.items() if value != "on"}
    if slug == "budget":
        return {f"lines-0-{name}": v for name, v in LINE.items() if v not in {"on", ""}}
    return PARTS[slug]
