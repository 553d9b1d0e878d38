from django.db import migrations

from khuyencong.audit.keeping import keep_rows


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_searchable_names"),
        ("audit", "0002_row_history"),
    ]

    operations = [
        keep_rows("accounts_user"),
        keep_rows("accounts_assignment", of=("accounts_user", "user_id")),
        keep_rows("accounts_delegation", of=("accounts_user", "giver_id")),
        keep_rows("accounts_organisation"),
        keep_rows("accounts_organisationname", of=("accounts_organisation", "organisation_id")),
        keep_rows("accounts_organisationpower", of=("accounts_organisation", "organisation_id")),
    ]
