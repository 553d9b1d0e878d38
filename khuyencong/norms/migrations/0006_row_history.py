from django.db import migrations

from khuyencong.audit.keeping import keep_rows


class Migration(migrations.Migration):
    dependencies = [
        ("norms", "0005_reading_shows_in_rows"),
        ("audit", "0002_row_history"),
    ]

    operations = [
        keep_rows("norms_instrument"),
        keep_rows("norms_scan", of=("norms_instrument", "instrument_id")),
        keep_rows("norms_norm"),
        keep_rows("norms_procedure"),
        keep_rows("norms_advancerule"),
        keep_rows("norms_deadlinerule"),
        keep_rows("norms_formrule"),
        keep_rows("norms_traderule"),
        keep_rows("norms_placerule"),
        keep_rows("norms_sizelimit"),
        keep_rows("norms_holidaylist"),
        keep_rows("norms_arealisting"),
    ]
