from django.db import migrations

from khuyencong.audit.keeping import keep_rows


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0001_declared_figures"),
        ("audit", "0002_row_history"),
    ]

    operations = [
        keep_rows("reports_declaredfigure"),
    ]
