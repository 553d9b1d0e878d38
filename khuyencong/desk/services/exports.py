"""Taking a long list away as a file."""

from khuyencong.accounts.models import User
from khuyencong.audit.services import record
from khuyencong.core.findings import refuse
from khuyencong.core.money import format_number
from khuyencong.core.service import service
from khuyencong.desk.events import EXPORT_ASKED
from khuyencong.desk.queries import asked_of
from khuyencong.jobs.models import Job
from khuyencong.jobs.services import enqueue
from khuyencong.ui.export import FORMATS, LAST_ROW


@service("desk.export")
def start_export(*, list_code: str, query: str, file_format: str, by: User) -> Job:
    """Ask for a file of the whole filtered set; it is written by a job."""
    asked = asked_of(by, list_code, query)
    count = asked.count()
    if file_format == "xlsx" and count > LAST_ROW:
        raise refuse(
            "desk.too_long",
            f"Một trang tính Excel chứa được {format_number(LAST_ROW)} dòng,"
            f" danh sách này có {format_number(count)}.",
            cure="Lọc bớt, hoặc xuất CSV.",
        )
    record(
        EXPORT_ASKED,
        by=by,
        list=asked.definition.title,
        count=format_number(count),
        conditions=asked.sentence or "tất cả",
    )
    return enqueue(
        "desk.export",
        params={"list_code": list_code, "query": query, "file_format": file_format},
        by=by,
        title=f"Xuất {FORMATS[file_format].label}: {asked.definition.title}",
    )
