from django.db import migrations

from khuyencong.audit.keeping import keep_rows


class Migration(migrations.Migration):
    dependencies = [
        ("budget", "0002_ledger_guards"),
        ("audit", "0002_row_history"),
    ]

    operations = [
        keep_rows("budget_appropriation"),
    ]
