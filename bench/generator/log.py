"""The audit log of the country, sealed in one pass with the product's own digest."""

from django.db import connection

from bench.generator.writing import Table
from khuyencong.audit.models import Event
from khuyencong.core.text import fold

# Row by row the seal locks and rewrites the head of the chain: right at work, slow in bulk.
SEAL = """
ALTER TABLE audit_event DISABLE TRIGGER USER;
ALTER TABLE audit_chainhead DISABLE TRIGGER USER;
DO $$
DECLARE
    head audit_chainhead;
    e audit_event;
BEGIN
    SELECT * INTO STRICT head FROM audit_chainhead FOR UPDATE;
    FOR e IN SELECT * FROM unsealed ORDER BY id LOOP
        head.seq := head.seq + 1;
        e.seq := head.seq;
        e.digest := audit_digest(head.digest, e);
        head.digest := e.digest;
        INSERT INTO audit_event VALUES (e.*);
    END LOOP;
    UPDATE audit_chainhead SET seq = head.seq, digest = head.digest;
END $$;
ALTER TABLE audit_event ENABLE TRIGGER USER;
ALTER TABLE audit_chainhead ENABLE TRIGGER USER;
DROP TABLE unsealed;
"""


class Log:
    """Gathers events and writes them as one chain."""

    def __init__(self, seed: object) -> None:
        self._table = Table(Event, seed)
        self._rows: list[dict[str, object]] = []
        self._is_open = False

    def note(self, *, sentence: str, **values: object) -> None:
        """Add an event."""
        self._rows.append(self._table.row(sentence=sentence, search_text=fold(sentence), **values))

    def copy(self) -> None:
        """Bring what was gathered to the database, still without its links."""
        self._table.copy(self._rows, into=self._unsealed())
        self._rows.clear()

    def seal(self) -> int:
        """Make the events one chain in their order; return how many."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM unsealed")
            count = int(cursor.fetchone()[0])
            cursor.execute(SEAL)
        return count

    def _unsealed(self) -> str:
        if not self._is_open:
            with connection.cursor() as cursor:
                cursor.execute("CREATE TEMP TABLE unsealed (LIKE audit_event) ON COMMIT DROP")
            self._is_open = True
        return "unsealed"
