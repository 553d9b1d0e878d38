"""The shipped tables come in once, and what is in force stays as it was."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from khuyencong.audit.models import Event
from khuyencong.core.findings import Refusal
from khuyencong.core.service import service
from khuyencong.geography.models import LoadedData
from khuyencong.norms.models import TABLES, AreaListing, Instrument, Norm, Procedure
from khuyencong.norms.services import sync
from khuyencong.norms.services.sync import FrozenRowChangedError, load
from khuyencong.norms.tables import load_tables
from khuyencong.norms.tables.schema import CeilingTrack

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 21)
KEY = "norm:machinery:national:::2018-05-11"


def everything():
    return [list(table.objects.order_by("pk").values()) for table in TABLES.values()]


def with_track(change):
    """The shipped tables with the national track for machinery changed."""
    tables = load_tables()
    track = next(t for t in tables.norm if t.kind == "machinery" and not t.province)
    others = [t for t in tables.norm if t is not track]
    given = track.model_dump(by_alias=True)
    change(given["rows"])
    return tables.model_copy(update={"norm": [*others, CeilingTrack.model_validate(given)]})


def run(tables):
    return sync(tables=tables, on=TODAY, by=None)


def test_a_second_sync_changes_nothing():
    before = everything()
    assert run(load_tables()) == (0, 0)
    assert everything() == before
    assert not Event.objects.filter(kind="norms.synced").exists()


def test_migrating_again_skips_unchanged_tables(django_assert_num_queries):
    with django_assert_num_queries(1):
        load()


def test_tables_that_differ_from_what_was_loaded_are_synced():
    LoadedData.objects.filter(name="norms").update(fingerprint="old")
    load(plan=[("norms.0001", False)])
    assert LoadedData.objects.get(name="norms").fingerprint != "old"


def test_going_back_loads_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        load(plan=[("norms.0001", True)])


@pytest.mark.parametrize("change", [{"rate_percent": 60}, {"cap_vnd": 310_000_000}])
def test_a_changed_figure_of_a_row_in_force_is_refused(change):
    with pytest.raises(FrozenRowChangedError, match=f"{KEY}: figures differ"):
        run(with_track(lambda rows: rows[1].update(change)))
    assert Norm.objects.get(key=KEY).cap_vnd == 300_000_000


def test_a_past_last_day_stays():
    def shorten(rows):
        rows[0]["to"] = dt.date(2018, 5, 1)
        rows.insert(1, rows[0] | {"from": dt.date(2018, 5, 2), "to": dt.date(2018, 5, 10)})

    with pytest.raises(FrozenRowChangedError, match="last day"):
        run(with_track(shorten))


def test_a_row_in_force_may_not_vanish():
    tables = load_tables()
    others = [track for track in tables.norm if track.kind != "machinery"]
    with pytest.raises(FrozenRowChangedError, match=f"{KEY} gone|{KEY}: gone"):
        run(tables.model_copy(update={"norm": others}))


def replaced_from(first, **figures):
    def change(rows):
        rows[1]["to"] = first - dt.timedelta(days=1)
        rows.append(rows[1] | {"from": first, "to": None} | figures)

    return with_track(change)


def test_new_law_is_a_new_dated_row_and_the_old_one_ends_the_day_before():
    first = dt.date(2027, 1, 1)
    assert run(replaced_from(first, cap_vnd=500_000_000)) == (1, 1)
    assert Norm.objects.get(key=KEY).last_on == dt.date(2026, 12, 31)
    event = Event.objects.get(kind="norms.synced")
    assert event.sentence.endswith("thêm 1, sửa 1 dòng")


def test_a_row_that_is_not_yet_in_force_may_still_be_corrected():
    first = dt.date(2027, 1, 1)
    run(replaced_from(first, cap_vnd=500_000_000))
    assert run(replaced_from(first, cap_vnd=600_000_000)) == (0, 1)
    assert Norm.objects.get(valid__startswith=first).cap_vnd == 600_000_000


def test_better_certainty_or_words_may_come_later():
    tables = with_track(lambda rows: rows[0].update(certainty="verified", note="Đã đọc."))
    assert run(tables) == (0, 1)
    assert Norm.objects.get(key="norm:machinery:national:::2014-04-08").is_verified


def test_a_document_may_get_a_better_title():
    tables = load_tables()
    entry = tables.instrument[0].model_copy(update={"title": "Khác"})
    run(tables.model_copy(update={"instrument": [entry, *tables.instrument[1:]]}))
    assert Instrument.objects.get(key=entry.key).title == "Khác"


def test_an_unknown_province_is_named():
    tables = load_tables()
    entry = tables.instrument[0].model_copy(
        update={"province": "Không Có", "known_on": dt.date(2020, 1, 1)}
    )
    with pytest.raises(ValueError, match="Không Có"):
        run(tables.model_copy(update={"instrument": [entry]}))


@pytest.mark.parametrize("table", [*TABLES.values(), Instrument])
def test_the_database_refuses_edits_of_shipped_rows_outside_the_sync(table):
    shipped = table.objects.filter(origin="shipped")
    assert shipped.exists() is (table is not AreaListing)
    for row in shipped[:1]:
        with pytest.raises(IntegrityError, match="sync alone"), transaction.atomic():
            shipped.update(certainty="verified")
        with pytest.raises(IntegrityError, match="not deleted"), transaction.atomic():
            shipped.filter(pk=row.pk)._raw_delete("default")


def test_nobody_adds_a_shipped_row_outside_the_sync():
    row = Procedure.objects.filter(origin="shipped").first()
    row.pk, row.public_id, row.key = None, "abc", "another"
    with pytest.raises(IntegrityError, match="sync alone"), transaction.atomic():
        row.save()


def test_a_service_that_tries_gets_a_sentence():
    @service("norms.tests")
    def tamper():
        Norm.objects.filter(key=KEY).update(cap_vnd=1)

    with pytest.raises(Refusal, match="chỉ đọc"):
        tamper()
