"""How a person looks at a list; no business act, so no event follows."""

from collections.abc import Sequence

from khuyencong.accounts.models import User
from khuyencong.core.findings import refuse
from khuyencong.core.service import service
from khuyencong.core.text import clean
from khuyencong.desk.models import SavedView
from khuyencong.desk.queries import home_of

LONGEST_NAME = 80
LONGEST_QUERY = 4000
MOST_VIEWS = 50


@service("desk.keep_columns")
def keep_columns(*, list_code: str, columns: Sequence[str], by: User) -> None:
    """Remember the columns that `by` chose for a list; none means as the list comes."""
    if columns:
        SavedView.objects.update_or_create(
            user=by, list_code=list_code, name="", defaults={"query": ",".join(columns)}
        )
    else:
        SavedView.objects.filter(user=by, list_code=list_code, name="").delete()


@service("desk.keep_view")
def keep_view(*, list_code: str, name: str, query: str, is_shared: bool, by: User) -> SavedView:
    """Keep a list under a name, in place of the person's earlier one of that name."""
    text = clean(name)
    if not text or len(text) > LONGEST_NAME:
        raise refuse(
            "desk.view_name",
            f"Đặt tên cho khung nhìn, từ 1 đến {LONGEST_NAME} chữ.",
            field="name",
        )
    mine = SavedView.objects.filter(user=by, list_code=list_code).exclude(name="")
    if len(query) > LONGEST_QUERY or mine.exclude(name=text).count() >= MOST_VIEWS:
        raise refuse(
            "desk.view_size",
            f"Mỗi người giữ được {MOST_VIEWS} khung nhìn cho một danh sách.",
            cure="Bỏ bớt khung nhìn hoặc điều kiện không dùng nữa.",
        )
    home = home_of(by) if is_shared else None
    view, _ = SavedView.objects.update_or_create(
        user=by,
        list_code=list_code,
        name=text,
        defaults={"query": query, "organisation_id": home.pk if home else None},
    )
    return view


@service("desk.drop_view")
def drop_view(*, view: SavedView, by: User) -> None:
    """Let go of a view; only its owner may."""
    if view.user_id != by.pk:
        raise refuse("desk.not_yours", f"Khung nhìn “{view}” do người khác lưu.")
    view.delete()
