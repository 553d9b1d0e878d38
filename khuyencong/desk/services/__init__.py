"""The verbs of the desk."""

from khuyencong.desk.services.bulk import act_on_many, start_bulk, start_undo, undo_many
from khuyencong.desk.services.drafts import drop_draft, save_draft
from khuyencong.desk.services.exports import start_export
from khuyencong.desk.services.forgetting import forget
from khuyencong.desk.services.keeping import drop_view, keep_columns, keep_view
from khuyencong.desk.services.reminding import remind

__all__ = [
    "act_on_many",
    "drop_draft",
    "drop_view",
    "forget",
    "keep_columns",
    "keep_view",
    "remind",
    "save_draft",
    "start_bulk",
    "start_export",
    "start_undo",
    "undo_many",
]
