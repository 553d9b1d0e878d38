"""Keeping and dropping what a person is typing; neither is a business act, so no event follows."""

from collections.abc import Mapping

from khuyencong.accounts.models import User
from khuyencong.core import clock
from khuyencong.core.service import service
from khuyencong.desk.models import FormDraft


@service("desk.save_draft")
def save_draft(
    *, form: str, object_id: str, version: str, values: Mapping[str, list[str]], by: User
) -> FormDraft:
    """Keep what `by` has typed in `form` so far, in place of what was kept before."""
    draft = FormDraft(
        user=by,
        form=form,
        object_id=object_id,
        version=version,
        values={_plain(name): [_plain(v) for v in several] for name, several in values.items()},
        saved_at=clock.now(),
    )
    FormDraft.objects.bulk_create(
        [draft],
        update_conflicts=True,
        unique_fields=["user", "form", "object_id"],
        update_fields=["version", "values", "saved_at"],
    )
    return draft


@service("desk.drop_draft")
def drop_draft(*, form: str, object_id: str, by: User) -> None:
    """Forget what `by` was typing in `form`: it was sent, or is not wanted any more."""
    FormDraft.objects.filter(user=by, form=form, object_id=object_id).delete()


def _plain(text: str) -> str:
    """Return `text` without the one character that the database cannot keep."""
    return text.replace("\0", "")
