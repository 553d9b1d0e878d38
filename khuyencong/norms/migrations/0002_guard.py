from django.db import migrations

TABLES = (
    "norm",
    "procedure",
    "advancerule",
    "deadlinerule",
    "formrule",
    "traderule",
    "placerule",
    "sizelimit",
    "holidaylist",
    "arealisting",
)

FUNCTION = """
CREATE FUNCTION norms_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    -- what may change on a row that a site entered: its standing and its end, never its figures
    standing text[] := ARRAY[
        'valid', 'superseded_by_id', 'confirmed_by_id', 'confirmed_by_name', 'confirmed_at',
        'withdrawn_by_name', 'withdrawn_at', 'withdrawn_reason'];
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'rows of law are not deleted'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'norms_no_delete';
    END IF;
    IF NEW.origin = 'shipped' OR (TG_OP = 'UPDATE' AND OLD.origin = 'shipped') THEN
        IF coalesce(current_setting('kc.action', true), '') <> 'norms.sync' THEN
            RAISE EXCEPTION 'shipped rows are written by the sync alone'
                USING ERRCODE = 'restrict_violation', CONSTRAINT = 'norms_shipped_read_only';
        END IF;
    ELSIF TG_OP = 'UPDATE' AND (to_jsonb(NEW) - standing) <> (to_jsonb(OLD) - standing) THEN
        RAISE EXCEPTION 'an entered row keeps its figures'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'norms_row_frozen';
    END IF;
    RETURN NEW;
END $$;
"""
TRIGGER = """
CREATE TRIGGER norms_guard BEFORE INSERT OR UPDATE OR DELETE ON norms_{table}
FOR EACH ROW EXECUTE FUNCTION norms_guard();
"""


class Migration(migrations.Migration):
    """Shipped law is read-only outside the sync; entered rows keep their figures; none is deleted."""

    dependencies = [("norms", "0001_law")]
    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION norms_guard()"),
        *(
            migrations.RunSQL(
                TRIGGER.format(table=table), f"DROP TRIGGER norms_guard ON norms_{table}"
            )
            for table in (*TABLES, "instrument")
        ),
    ]
