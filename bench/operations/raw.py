"""The same questions put straight to the database."""

# What the foot of the schemes list tells somebody who sees the whole country.
TOTALS = """
SELECT count(*), sum(support_vnd), sum(counterpart_vnd), sum(total_vnd) FROM schemes_scheme
WHERE origin = 'recorded' OR submitted_on IS NOT NULL
"""
_EQUIPMENT = "s.kind IN ('machinery', 'technology_line', 'demonstration_model')"
_IN = "s.{day} BETWEEN '2011-01-01' AND '2025-12-31' AND o.in_use_from <= s.{day}"
_COUNTS = (  # the day that counts, and what else
    ("accepted_on", ""),
    ("accepted_on", "s.fund = 'national'"),
    ("accepted_on", "s.fund = 'local'"),
    ("accepted_on", _EQUIPMENT),
    ("accepted_on", "s.kind = 'demonstration_model'"),
    ("submitted_on", ""),
    ("approved_on", ""),
    ("started_on", ""),
    ("accepted_on", ""),
    ("settled_on", ""),
    ("ended_on", "s.state = 'stopped'"),
)
_MADE = ("", _EQUIPMENT)


def _when(day: str, also: str) -> str:
    return f"FILTER (WHERE s.origin = 'run' AND {_IN.format(day=day)}{also and ' AND ' + also})"


# The report of results for the country, 2011 to 2025: every figure with the number of its records.
REPORT = "SELECT {} FROM schemes_scheme s JOIN accounts_organisation o ON o.id = s.organisation_id".format(
    ", ".join(
        [f"count(*) {_when(*counted)}, count(*) {_when(*counted)}" for counted in _COUNTS]
        + [f"count(DISTINCT s.establishment_id) {_when('accepted_on', also)}" for also in _MADE]
        + [f"count(*) {_when('accepted_on', also)}" for also in _MADE]
    )
)
