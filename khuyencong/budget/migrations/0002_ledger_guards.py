"""Let the database keep the ledger: balances, sum zero, nothing changed or removed."""

from django.db import migrations

KEEP_BALANCE = """
CREATE FUNCTION budget_keep_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Locks in one order for everybody: two postings never wait for each other in a circle.
    PERFORM 1 FROM budget_account
        WHERE id IN (SELECT account_id FROM fresh) ORDER BY id FOR NO KEY UPDATE;
    UPDATE budget_account AS account SET balance_vnd = account.balance_vnd + line.total
        FROM (SELECT account_id, sum(amount_vnd) AS total FROM fresh GROUP BY account_id) AS line
        WHERE account.id = line.account_id;
    RETURN NULL;
END $$;
CREATE TRIGGER budget_keep_balance AFTER INSERT ON budget_entry
    REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION budget_keep_balance();
"""
DROP_KEEP_BALANCE = """
DROP TRIGGER budget_keep_balance ON budget_entry;
DROP FUNCTION budget_keep_balance();
"""

GUARD_BALANCE = """
CREATE FUNCTION budget_guard_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.balance_vnd = 0 THEN RETURN NEW; END IF;
    ELSIF pg_trigger_depth() > 1 THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'budget_account changes by entries alone'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'budget_balance_by_entries';
END $$;
CREATE TRIGGER budget_guard_balance BEFORE INSERT OR UPDATE ON budget_account
    FOR EACH ROW EXECUTE FUNCTION budget_guard_balance();
"""
DROP_GUARD_BALANCE = """
DROP TRIGGER budget_guard_balance ON budget_account;
DROP FUNCTION budget_guard_balance();
"""

PROVE_JOURNAL = """
CREATE FUNCTION budget_prove_journal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    this bigint := (to_jsonb(NEW) ->> TG_ARGV[0])::bigint;
    lines bigint;
    total numeric;
    strays bigint;
BEGIN
    SELECT count(*), coalesce(sum(entry.amount_vnd), 0),
           count(*) FILTER (WHERE account.appropriation_id <> journal.appropriation_id)
        INTO lines, total, strays
        FROM budget_journal AS journal
        JOIN budget_entry AS entry ON entry.journal_id = journal.id
        JOIN budget_account AS account ON account.id = entry.account_id
        WHERE journal.id = this;
    IF lines <> 2 OR total <> 0 OR strays > 0 THEN
        RAISE EXCEPTION 'journal % has % lines summing to %', this, lines, total
            USING ERRCODE = 'check_violation', CONSTRAINT = 'budget_journal_balanced';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER budget_prove_journal AFTER INSERT ON budget_journal
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION budget_prove_journal('id');
CREATE CONSTRAINT TRIGGER budget_prove_entry AFTER INSERT ON budget_entry
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION budget_prove_journal('journal_id');
"""
DROP_PROVE_JOURNAL = """
DROP TRIGGER budget_prove_entry ON budget_entry;
DROP TRIGGER budget_prove_journal ON budget_journal;
DROP FUNCTION budget_prove_journal();
"""

APPEND_ONLY = """
CREATE FUNCTION budget_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% only grows', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'budget_append_only';
END $$;
CREATE TRIGGER budget_append_only BEFORE UPDATE OR DELETE ON budget_journal
    FOR EACH ROW EXECUTE FUNCTION budget_append_only();
CREATE TRIGGER budget_append_only BEFORE UPDATE OR DELETE ON budget_entry
    FOR EACH ROW EXECUTE FUNCTION budget_append_only();
CREATE TRIGGER budget_no_truncate BEFORE TRUNCATE ON budget_journal
    FOR EACH STATEMENT EXECUTE FUNCTION budget_append_only();
CREATE TRIGGER budget_no_truncate BEFORE TRUNCATE ON budget_entry
    FOR EACH STATEMENT EXECUTE FUNCTION budget_append_only();
"""
DROP_APPEND_ONLY = """
DROP TRIGGER budget_no_truncate ON budget_entry;
DROP TRIGGER budget_no_truncate ON budget_journal;
DROP TRIGGER budget_append_only ON budget_entry;
DROP TRIGGER budget_append_only ON budget_journal;
DROP FUNCTION budget_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("budget", "0001_ledger")]

    operations = [
        migrations.RunSQL(KEEP_BALANCE, DROP_KEEP_BALANCE),
        migrations.RunSQL(GUARD_BALANCE, DROP_GUARD_BALANCE),
        migrations.RunSQL(PROVE_JOURNAL, DROP_PROVE_JOURNAL),
        migrations.RunSQL(APPEND_ONLY, DROP_APPEND_ONLY),
    ]
