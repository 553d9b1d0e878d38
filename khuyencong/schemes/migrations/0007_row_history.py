from django.db import migrations

from khuyencong.audit.keeping import keep_rows


class Migration(migrations.Migration):
    dependencies = [
        ("schemes", "0006_words_that_are_found"),
        ("audit", "0002_row_history"),
    ]

    operations = [
        keep_rows("schemes_scheme"),
        keep_rows("schemes_estimateline", of=("schemes_scheme", "scheme_id")),
        keep_rows("schemes_machine", of=("schemes_scheme", "scheme_id")),
        keep_rows("schemes_step", of=("schemes_scheme", "scheme_id")),
        keep_rows("schemes_schemeevent", of=("schemes_scheme", "scheme_id")),
        keep_rows("schemes_schemedocument", of=("schemes_scheme", "scheme_id")),
        keep_rows("schemes_correction", of=("schemes_scheme", "scheme_id")),
        keep_rows("schemes_planbatch"),
    ]
