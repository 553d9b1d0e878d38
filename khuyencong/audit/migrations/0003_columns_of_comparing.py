from django.db import migrations

# Columns that follow from others are noise, and secrets are never kept.
LEFT_OUT = """
CREATE OR REPLACE FUNCTION audit_left_out() RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT '{{password,last_login,version,{kept}}}'::text[]
$$;
"""
SEARCH = "name_folded,sort_key,search_folded,search_exact,words"


class Migration(migrations.Migration):
    """What the register keeps for comparing records follows from their names."""

    dependencies = [("audit", "0002_row_history")]

    operations = [
        migrations.RunSQL(
            LEFT_OUT.format(kept=f"{SEARCH},name_core,compared_version"),
            LEFT_OUT.format(kept=SEARCH),
        )
    ]
