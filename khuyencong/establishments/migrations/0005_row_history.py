from django.db import migrations

from khuyencong.audit.keeping import keep_rows


class Migration(migrations.Migration):
    dependencies = [
        ("establishments", "0004_words_that_are_found"),
        ("audit", "0002_row_history"),
    ]

    operations = [
        keep_rows("establishments_establishment"),
        keep_rows(
            "establishments_membership", of=("establishments_establishment", "establishment_id")
        ),
        keep_rows(
            "establishments_supportreceived",
            of=("establishments_establishment", "establishment_id"),
        ),
        keep_rows("establishments_product"),
        keep_rows("establishments_award", of=("establishments_product", "product_id")),
        keep_rows("establishments_craftvillage"),
    ]
