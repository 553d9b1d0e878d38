"""For migrations: the triggers that keep what becomes of each row of a table."""

from django.db.migrations import RunSQL

_SEEN = {
    "insert": "NEW TABLE AS after_rows",
    "update": "OLD TABLE AS before_rows NEW TABLE AS after_rows",
    "delete": "OLD TABLE AS before_rows",
}


def keep_rows(table: str, *, of: tuple[str, str] | None = None) -> RunSQL:
    """Return the operation by which every change of `table` is kept, bulk, raw SQL and COPY too.

    `of` names the table of the record on whose page it is told, and the column that leads there;
    without it the row is that record. The package's migration depends on audit's second one.
    """
    record, column = of or (table, "id")
    made = [
        f"CREATE TRIGGER audit_keep_{when} AFTER {when} ON {table} REFERENCING {seen}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION audit_keep_rows('{record}', '{column}');"
        for when, seen in _SEEN.items()
    ]
    dropped = [f"DROP TRIGGER audit_keep_{when} ON {table};" for when in _SEEN]
    return RunSQL("\n".join(made), "\n".join(dropped))
