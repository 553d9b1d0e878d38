from django.apps import AppConfig


class BudgetConfig(AppConfig):
    name = "khuyencong.budget"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the ledger."""
        from khuyencong.audit.registry import ROW_HISTORIES, RowHistory, among  # noqa: PLC0415
        from khuyencong.budget import models, queries, registry  # noqa: F401, PLC0415 - registers

        # Here, because the queries themselves ask the registry.
        ROW_HISTORIES.register(
            RowHistory("du-toan", models.Appropriation, among(queries.visible_to))
        )
