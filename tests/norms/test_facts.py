"""When a step is due."""

import datetime as dt

import pytest

from khuyencong.norms.queries import DeadlineFact


def term(**given):
    shape = {"days": None, "month": None, "day_of_month": None}
    flags = {"is_working": False, "is_next_year": False}
    law = {"row_id": 1, "citation": "", "certainty": "verified"}
    return DeadlineFact(**(law | shape | flags | {"text": ""} | given))


@pytest.mark.parametrize(
    ("given", "event", "due"),
    [
        ({"days": 15}, "2026-09-30", "2026-10-15"),
        # Friday; Monday to Wednesday are days off
        ({"days": 2, "is_working": True}, "2026-08-28", "2026-09-04"),
        ({"month": 6, "day_of_month": 20}, "2026-02-01", "2026-06-20"),
        ({"month": 1, "day_of_month": 22, "is_next_year": True}, "2026-12-31", "2027-01-22"),
        ({"day_of_month": 25}, "2026-11-25", "2026-11-25"),
        ({"day_of_month": 25}, "2026-11-26", "2026-12-25"),
        ({"day_of_month": 25}, "2026-12-26", "2027-01-25"),
        ({"day_of_month": 31}, "2026-02-03", "2026-02-28"),
        ({"day_of_month": 30}, "2026-01-31", "2026-02-28"),
    ],
)
def test_a_step_is_due_on_the_last_day_of_its_term(given, event, due):
    holidays = {dt.date(2026, 8, 31), dt.date(2026, 9, 1), dt.date(2026, 9, 2)}
    found = term(**given).due_after(dt.date.fromisoformat(event), holidays)
    assert found == dt.date.fromisoformat(due)
