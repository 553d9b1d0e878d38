from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Lower

# The table of Django's database cache, as `createcachetable` would make it.
CACHE = """
CREATE TABLE accounts_cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX accounts_cache_expires ON accounts_cache (expires)
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_row_history_labels")]
    run_before = [("account", "0001_initial")]  # its steps read the e-mail of people

    operations = [
        migrations.AddField(
            model_name="user",
            name="email",
            field=models.EmailField(blank=True, max_length=254, verbose_name="thư điện tử"),
        ),
        migrations.AddField(
            model_name="user",
            name="personal_id",
            field=models.CharField(blank=True, max_length=12, verbose_name="số định danh cá nhân"),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                Lower("email"),
                condition=~Q(email=""),
                name="email_of_one_person",
                violation_error_message="Thư điện tử này đã ghi cho người khác.",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                fields=["personal_id"],
                condition=~Q(personal_id=""),
                name="personal_id_of_one_person",
                violation_error_message="Số định danh cá nhân này đã ghi cho người khác.",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=Q(personal_id="") | Q(personal_id__regex=r"^[0-9]{12}$"),
                name="personal_id_has_12_digits",
                violation_error_message="Số định danh cá nhân gồm 12 chữ số.",
            ),
        ),
        migrations.RunSQL(CACHE, "DROP TABLE accounts_cache"),
    ]
