"""Events and papers know the step they stand on: it cannot be taken back under them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("schemes", "0002_estimate_adds_up")]

    operations = [
        migrations.AddField(
            model_name="schemedocument",
            name="step",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="documents",
                to="schemes.step",
                verbose_name="dựa trên bước",
            ),
        ),
        migrations.AddField(
            model_name="schemeevent",
            name="step",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="schemes.step",
                verbose_name="dựa trên bước",
            ),
            preserve_default=False,
        ),
    ]
