"""Taking records back that a list brought in by mistake."""

from typing import Any

from django.db.models import ProtectedError, QuerySet

from khuyencong.core.findings import refuse


def forget(rows: QuerySet[Any]) -> int:
    """Remove records that an import brought, for the service that answers for them.

    Raises Refusal while something else leans on one of them.
    """
    try:
        removed: int = rows.delete()[1].get(rows.model._meta.label, 0)
    except ProtectedError as error:
        names = ", ".join(sorted({str(o._meta.verbose_name) for o in error.protected_objects}))
        raise refuse(
            "desk.leaned_on",
            f"Đã có dữ liệu khác lập trên các bản ghi này: {names}.",
            cure="Gỡ các dữ liệu đó trước, rồi hoàn tác lại.",
        ) from error
    return removed
