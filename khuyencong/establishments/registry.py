"""What the register offers elsewhere: its entry in the rail, hits of the search box."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from khuyencong.accounts.models import User
from khuyencong.audit.registry import ROW_HISTORIES, RowHistory, among
from khuyencong.core.clock import today
from khuyencong.core.search import MOST_SUGGESTED
from khuyencong.desk.registry import SEARCHES, TASKS, Hit, SearchProvider, Task, TaskProvider
from khuyencong.documents.models import StoredFile
from khuyencong.documents.registry import OWNERS, FileOwner
from khuyencong.establishments.enums import AwardLevel
from khuyencong.establishments.models import CraftVillage, Establishment, Evidence, Product
from khuyencong.establishments.queries import (
    craft_villages_in,
    ending_for,
    provinces_seen_by,
    with_awards,
)
from khuyencong.establishments.queries.duplicates import uncompared
from khuyencong.establishments.queries.evidence import to_remind
from khuyencong.jobs.registry import SCHEDULES, Daily, Every, Schedule
from khuyencong.ui.menu import MENU, MenuItem


def find_establishments(user: Any, text: str, limit: int) -> list[Hit]:
    """Return the nearest establishments that the person may see."""
    rows = (
        Establishment.objects.visible_to(user)
        .nearest(text, MOST_SUGGESTED)
        .select_related("unit", "province")
    )
    return [
        Hit(
            kind="Cơ sở",
            title=row.name,
            detail=", ".join(str(place) for place in (row.unit, row.province) if place),
            url=row.get_absolute_url(),
            state=row.get_legal_form_display(),
            also=(
                ("mã số thuế", row.tax_code),
                ("chủ cơ sở", row.owner_name),
                ("nghề", row.trade_text or row.get_trade_display()),
                ("địa chỉ", row.address_text),
                ("sản phẩm", ", ".join(product.name for product in row.products.all())),
            ),
        )
        for row in rows.prefetch_related("products")[:limit]
    ]


def find_products(user: Any, text: str, limit: int) -> list[Hit]:
    """Return the nearest products that the person may see."""
    rows: Any = with_awards(Product.objects.visible_to(user).nearest(text, MOST_SUGGESTED))
    return [
        Hit(
            kind="Sản phẩm",
            title=row.name,
            detail=", ".join(str(part) for part in (row.maker, row.province) if part),
            url=row.get_absolute_url(),
            state=AwardLevel(row.top_level).label if row.top_level else "",
            tone="done",
            also=(("nhóm", row.get_group_display()), ("nơi sản xuất", row.place_text)),
        )
        for row in rows[:limit]
    ]


MENU.register(
    MenuItem("Cơ sở CNNT", "establishments:list", "buildings", "establishments.view", order=10)
)
SEARCHES.register(SearchProvider("establishments", "Cơ sở", find_establishments))
SEARCHES.register(SearchProvider("products", "Sản phẩm", find_products))


def evidence_tasks(user: Any, on: dt.date) -> Iterator[Task]:
    """Yield one task for all papers that end soon where the person works."""
    count, first = ending_for(user, on)
    if count:
        yield Task(
            title="Nhắc cơ sở gia hạn giấy tờ",
            subject=f"{count} giấy tờ sắp hết hạn",
            url=f"{reverse('establishments:evidence')}?han=sap-het",
            due_on=first,
            why="giấy tờ hết hạn thì không dùng được cho hồ sơ mới",
            action="Mở danh sách",
            group="Cơ sở",
        )


def may_read_evidence(file: StoredFile, user: User) -> bool:
    """Return whether a file lies in the locker of an establishment that the person sees."""
    return Evidence.objects.visible_to(user).filter(file=file).exists()


TASKS.register(TaskProvider("establishments", evidence_tasks))
OWNERS.register(FileOwner("establishments", may_read_evidence))
ROW_HISTORIES.register(RowHistory("co-so", Establishment, among(Establishment.objects.visible_to)))
ROW_HISTORIES.register(RowHistory("san-pham", Product, among(Product.objects.visible_to)))
ROW_HISTORIES.register(
    RowHistory(
        "lang-nghe", CraftVillage, among(lambda user: craft_villages_in(provinces_seen_by(user)))
    )
)
SCHEDULES.register(
    Schedule(
        kind="establishments.remind",
        title="Nhắc giấy tờ sắp hết hạn",
        when=Daily(dt.time(7)),
        is_needed=lambda: bool(to_remind(today())),
    )
)
SCHEDULES.register(
    Schedule(
        kind="establishments.compare",
        title="Soát cơ sở, sản phẩm có thể trùng",
        when=Every(10),
        is_needed=lambda: any(uncompared(model).exists() for model in (Establishment, Product)),
    )
)
