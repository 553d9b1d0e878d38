from importlib import import_module

from django.db import migrations, models

COLUMNS = import_module("khuyencong.audit.migrations.0001_events").COLUMNS

# An event of before has no act and keeps its digest.
DIGEST = """
CREATE OR REPLACE FUNCTION audit_digest(previous text, e audit_event) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT encode(sha256(convert_to(previous || (jsonb_build_array(
        e.id, e.seq,
        to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),
        to_char(e.legal_on, 'YYYY-MM-DD'),
        {columns}
    ){act})::text, 'UTF8')), 'hex')
$$;
"""
EVENT_COLUMNS = ", ".join(f"e.{name}" for name in COLUMNS)
ACT = " || CASE WHEN e.act IS NULL THEN '[]' ELSE jsonb_build_array(e.act) END"

BEGIN_UNSEALED = """
CREATE OR REPLACE FUNCTION audit_begin_unsealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.seq := NULL;
    NEW.digest := '';
    {act}
    RETURN NEW;
END $$;
"""
NEW_ACT = "NEW.act := nullif(current_setting('kc.act', true), '')::uuid;"

# Columns that follow from others are noise, and secrets are never kept. OFFSET 0 lets each row be
# written out once.
KEEP = """
CREATE FUNCTION audit_left_out() RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT '{password,last_login,version,name_folded,sort_key,search_folded,search_exact,words}'::text[]
$$;

CREATE FUNCTION audit_keep_rows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    actor text := coalesce(current_setting('kc.actor', true), '');
    action text := coalesce(current_setting('kc.action', true), '');
    reason text := coalesce(current_setting('kc.reason', true), '');
    act uuid := nullif(current_setting('kc.act', true), '')::uuid;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO audit_rowchange (at, record_table, record_id, row_table, row_id, operation,
                                     before, after, actor, action, reason, act)
        SELECT now(), TG_ARGV[0], (b.doc ->> TG_ARGV[1])::bigint, TG_TABLE_NAME, b.id, TG_OP,
               changed.before, changed.after, actor, action, reason, act
        FROM (SELECT id, to_jsonb(o) - audit_left_out() AS doc FROM before_rows o OFFSET 0) a
        JOIN (SELECT id, to_jsonb(n) - audit_left_out() AS doc FROM after_rows n OFFSET 0) b
            USING (id)
        CROSS JOIN LATERAL (
            SELECT jsonb_object_agg(key, v.value) AS before, jsonb_object_agg(key, w.value) AS after
            FROM jsonb_each(a.doc) v JOIN jsonb_each(b.doc) w USING (key)
            WHERE v.value IS DISTINCT FROM w.value
        ) changed
        WHERE a.doc IS DISTINCT FROM b.doc;
    ELSIF TG_OP = 'INSERT' THEN
        INSERT INTO audit_rowchange (at, record_table, record_id, row_table, row_id, operation,
                                     after, actor, action, reason, act)
        SELECT now(), TG_ARGV[0], (doc ->> TG_ARGV[1])::bigint, TG_TABLE_NAME, id, TG_OP,
               doc, actor, action, reason, act
        FROM (SELECT id, jsonb_strip_nulls(to_jsonb(n) - audit_left_out()) AS doc
              FROM after_rows n OFFSET 0) a;
    ELSE
        INSERT INTO audit_rowchange (at, record_table, record_id, row_table, row_id, operation,
                                     before, actor, action, reason, act)
        SELECT now(), TG_ARGV[0], (doc ->> TG_ARGV[1])::bigint, TG_TABLE_NAME, id, TG_OP,
               doc, actor, action, reason, act
        FROM (SELECT id, jsonb_strip_nulls(to_jsonb(o) - audit_left_out()) AS doc
              FROM before_rows o OFFSET 0) a;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER audit_rowchange_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_rowchange
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
"""
DROP_KEEP = """
DROP TRIGGER audit_rowchange_append_only ON audit_rowchange;
DROP FUNCTION audit_keep_rows();
DROP FUNCTION audit_left_out();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_events")]

    operations = [
        migrations.AddField(
            model_name="event",
            name="act",
            field=models.UUIDField(editable=False, null=True, verbose_name="lượt làm"),
        ),
        migrations.AddIndex(
            model_name="event", index=models.Index(fields=["act"], name="event_act")
        ),
        migrations.RunSQL(
            DIGEST.format(columns=EVENT_COLUMNS, act=ACT),
            DIGEST.format(columns=EVENT_COLUMNS, act=""),
        ),
        migrations.RunSQL(BEGIN_UNSEALED.format(act=NEW_ACT), BEGIN_UNSEALED.format(act="")),
        migrations.CreateModel(
            name="RowChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="lúc")),
                ("record_table", models.CharField(max_length=63, verbose_name="bảng của hồ sơ")),
                ("record_id", models.BigIntegerField(verbose_name="khóa của hồ sơ")),
                ("row_table", models.CharField(max_length=63, verbose_name="bảng")),
                ("row_id", models.BigIntegerField(verbose_name="khóa")),
                (
                    "operation",
                    models.CharField(
                        choices=[("INSERT", "thêm"), ("UPDATE", "sửa"), ("DELETE", "xóa")],
                        max_length=6,
                        verbose_name="thao tác",
                    ),
                ),
                ("before", models.JSONField(null=True, verbose_name="trước")),
                ("after", models.JSONField(null=True, verbose_name="sau")),
                ("actor", models.TextField(blank=True, verbose_name="người làm")),
                ("action", models.TextField(blank=True, verbose_name="nghiệp vụ")),
                ("reason", models.TextField(blank=True, verbose_name="lý do")),
                ("act", models.UUIDField(null=True, verbose_name="lượt làm")),
            ],
            options={
                "verbose_name": "thay đổi của dòng",
                "indexes": [
                    models.Index(
                        fields=["record_table", "record_id", "-id"], name="row_change_record"
                    )
                ],
            },
        ),
        migrations.RunSQL(KEEP, DROP_KEEP),
    ]
