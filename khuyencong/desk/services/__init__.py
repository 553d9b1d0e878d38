"""The verbs of the desk."""

from khuyencong.desk.services.drafts import drop_draft, save_draft
from khuyencong.desk.services.exports import start_export
from khuyencong.desk.services.keeping import drop_view, keep_columns, keep_view

__all__ = [
    "drop_draft",
    "drop_view",
    "keep_columns",
    "keep_view",
    "save_draft",
    "start_export",
]
