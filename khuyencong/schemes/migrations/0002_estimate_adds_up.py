"""The lines of an estimate and the sums of its scheme agree, source by source, at every commit."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION schemes_check_estimate(wanted bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM schemes_scheme s
        LEFT JOIN LATERAL (
            SELECT sum(amount_vnd) AS total, sum(support_vnd) AS support,
                   sum(counterpart_vnd) AS counterpart, sum(other_vnd) AS other
            FROM schemes_estimateline WHERE scheme_id = s.id
        ) lines ON true
        WHERE s.id = wanted AND s.origin = 'run'
          AND (lines.total, lines.support, lines.counterpart, lines.other)
              IS DISTINCT FROM (s.total_vnd, s.support_vnd, s.counterpart_vnd, s.other_vnd)
    ) THEN
        RAISE EXCEPTION 'estimate of scheme % does not add up', wanted
            USING ERRCODE = '23514', CONSTRAINT = 'schemes_estimate_adds_up';
    END IF;
END $$;

CREATE FUNCTION schemes_scheme_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM schemes_check_estimate(NEW.id);
    RETURN NULL;
END $$;

CREATE FUNCTION schemes_line_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'DELETE' THEN
        PERFORM schemes_check_estimate(NEW.scheme_id);
    END IF;
    IF TG_OP = 'DELETE' OR OLD.scheme_id <> NEW.scheme_id THEN
        PERFORM schemes_check_estimate(OLD.scheme_id);
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER schemes_scheme_adds_up
    AFTER INSERT OR UPDATE OF support_vnd, counterpart_vnd, other_vnd, total_vnd, origin
    ON schemes_scheme DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION schemes_scheme_adds_up();

CREATE CONSTRAINT TRIGGER schemes_line_adds_up
    AFTER INSERT OR UPDATE OR DELETE
    ON schemes_estimateline DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION schemes_line_adds_up();
"""

BACKWARD = """
DROP TRIGGER schemes_line_adds_up ON schemes_estimateline;
DROP TRIGGER schemes_scheme_adds_up ON schemes_scheme;
DROP FUNCTION schemes_line_adds_up();
DROP FUNCTION schemes_scheme_adds_up();
DROP FUNCTION schemes_check_estimate(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("schemes", "0001_schemes")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
