"""The pages: the product's own and, in the same turn, what bounds them."""

from collections.abc import Callable, Sequence
from functools import cached_property

from django.db import connection
from django.db.models import F
from django.urls import reverse

from bench.operations.raw import REPORT, TOTALS
from bench.web import PLAIN_MIDDLEWARE, Visitor, Work, application
from khuyencong.accounts.models import User
from khuyencong.establishments.lists import ESTABLISHMENTS, PRODUCTS
from khuyencong.establishments.models import Establishment
from khuyencong.schemes.lists import SCHEMES
from khuyencong.schemes.models import Scheme

PROVINCE = "66"  # Đắk Lắk, of middle size
VARIANTS = 10  # records asked in turn, so that no page is asked twice running
SIZES = (10, 50, 250)
YEARS = "tu=01/01/2011&den=31/12/2025"
NARROW = ("đặng thanh tâm mật ong rừng", "hồ ngọc hạnh cà phê bột", "lê minh sơn gốm sứ")
BROAD = ("chè xanh", "máy sấy", "hợp tác xã")
TYPED = ("ca p", "che", "nuoc m", "go m")
ADMIN = "/bench/admin"


class Pages:
    """Requests by the name of the operation; each yields its variants."""

    @cached_property
    def national(self) -> Visitor:
        """Somebody who sees the whole country."""
        return Visitor(application(), User.objects.get(username="syn-agency_officer-trung-uong-0"))

    @cached_property
    def provincial(self) -> Visitor:
        """Somebody of one province."""
        return Visitor(application(), self._officer("officer"))

    @cached_property
    def typing(self) -> Visitor:
        """The same, whose page asks for a part of itself."""
        return Visitor(application(), self._officer("officer"), {"HX-Request": "true"})

    @cached_property
    def bare(self) -> Visitor:
        """Nobody, asking an application without any middleware."""
        return Visitor(application(middleware=()))

    @cached_property
    def plain(self) -> Visitor:
        """Somebody at the admin, with the middleware that Django proposes."""
        return Visitor(application(PLAIN_MIDDLEWARE), self._officer("officer"))

    def all(self) -> dict[str, Callable[[], Sequence[Work]]]:
        """Return every operation with what makes its requests."""
        return self._limits() | self._lists() | self._records() | self._finding() | self._reports()

    def _limits(self) -> dict[str, Callable[[], Sequence[Work]]]:
        return {
            "limit.trivial": lambda: [self.bare.request("/bench/trivial/")],
            "limit.one_query": lambda: [
                self.bare.request(f"/bench/one-query/?id={e.public_id}") for e in _establishments()
            ],
            "limit.join_50": lambda: [self.bare.request("/bench/join/")],
            "limit.totals": lambda: [raw(TOTALS)],
            "limit.report": lambda: [raw(REPORT)],
            "admin.schemes": lambda: [self.plain.request(f"{ADMIN}/schemes/scheme/")],
            "admin.establishments": lambda: [
                self.plain.request(f"{ADMIN}/establishments/establishment/")
            ],
            "admin.products": lambda: [self.plain.request(f"{ADMIN}/establishments/product/")],
            "admin.search": lambda: [
                self.plain.request(f"{ADMIN}/establishments/establishment/?q={words}")
                for words in BROAD
            ],
        }

    def _lists(self) -> dict[str, Callable[[], Sequence[Work]]]:
        found: dict[str, Callable[[], Sequence[Work]]] = {}
        lists = {"schemes": SCHEMES, "establishments": ESTABLISHMENTS, "products": PRODUCTS}
        for name, definition in lists.items():
            for size in SIZES:
                address = f"/bench/lists/{definition.code}/{size}/"
                found[f"list.{name}.{size}"] = self._of(lambda a=address: [a])
        schemes, establishments = reverse("schemes:list"), reverse("establishments:list")
        return found | {
            "list.schemes.filtered": self._of(lambda: [f"{schemes}?nguon=local&trang-thai=closed"]),
            "list.schemes.deep": self._of(lambda: [f"{schemes}?trang=300"]),
            "list.establishments.deep": self._of(lambda: [f"{establishments}?trang=300"]),
            "list.schemes.provincial": lambda: [self.provincial.request(schemes)],
            "list.schemes.totals": self._of(lambda: [f"{schemes}?tong=1"], is_part=True),
        }

    def _records(self) -> dict[str, Callable[[], Sequence[Work]]]:
        return {
            "detail.scheme": self._of(lambda: [s.get_absolute_url() for s in _schemes()]),
            "detail.scheme.history": self._of(
                lambda: [f"{s.get_absolute_url()}?xem=lich-su" for s in _schemes()]
            ),
            "detail.establishment": self._of(
                lambda: [e.get_absolute_url() for e in _establishments()]
            ),
            "page.empty": lambda: [self.provincial.request("/bench/empty/")],
            "page.my_work": lambda: [self.provincial.request(reverse("desk:my_work"))],
        }

    def _finding(self) -> dict[str, Callable[[], Sequence[Work]]]:
        find, establishments = reverse("desk:search"), reverse("establishments:list")
        return {
            "search.narrow": self._of(lambda: [f"{find}?q={words}" for words in NARROW]),
            "search.broad": self._of(lambda: [f"{find}?q={words}" for words in BROAD]),
            "search.typing": lambda: [self.typing.request(f"{find}?q={words}") for words in TYPED],
            "search.establishments": self._of(
                lambda: [f"{establishments}?q={words}" for words in BROAD]
            ),
        }

    def _reports(self) -> dict[str, Callable[[], Sequence[Work]]]:
        report = reverse("reports:report", args=["ket-qua"])
        return {
            "report.national": self._of(lambda: [f"{report}?noi=ca-nuoc&{YEARS}"]),
            "report.province": self._of(lambda: [f"{report}?noi={PROVINCE}&{YEARS}"]),
        }

    def _of(
        self, addresses: Callable[[], Sequence[str]], *, is_part: bool = False
    ) -> Callable[[], Sequence[Work]]:
        """Return what makes requests of somebody who sees the whole country."""

        def works() -> Sequence[Work]:
            headers = {"HX-Request": "true"} if is_part else {}
            visitor = (
                Visitor(application(), self.national.user, headers) if is_part else self.national
            )
            return [visitor.request(address) for address in addresses()]

        return works

    def _officer(self, role: str) -> User:
        return User.objects.get(username=f"syn-{role}-{PROVINCE}-0")


def raw(statement: str) -> Work:
    """Return what sends one statement and reads its rows."""

    def send() -> int:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return len(str(cursor.fetchall()))

    return send


def _schemes() -> list[Scheme]:
    closed = Scheme.objects.filter(origin="run", state="closed", province__code=PROVINCE)
    return list(closed.order_by(F("pk") % 101, "pk")[:VARIANTS])


def _establishments() -> list[Establishment]:
    known = Establishment.objects.filter(schemes__state="closed", products__isnull=False)
    return list(known.order_by(F("pk") % 101, "pk").distinct()[:VARIANTS])
