"""What the shipped tables may not hold."""

import datetime as dt
from collections import Counter

import pytest
import yaml
from pydantic import ValidationError

from khuyencong.norms.enums import SupportKind
from khuyencong.norms.tables import load_tables
from khuyencong.norms.tables.schema import Tables

NAMES = [name for name in Tables.model_fields if name != "instrument"]
LAW = {"key": "law", "kind": "decree", "number": "1", "title": "x", "issuer": "x"}
ROW = {"by": "law", "article": "Điều 1", "certainty": "verified"}


def tables(norm=(), instrument=(LAW,), **others):
    return Tables.model_validate(
        dict.fromkeys(NAMES, ()) | {"instrument": list(instrument), "norm": list(norm)} | others
    )


def track(*rows, **given):
    return {"kind": "machinery", **given, "rows": [ROW | row for row in rows]}


def level(first, last=None, **given):
    return {"from": first, "to": last, "rate_percent": 50} | given


def test_a_track_that_answers_for_every_day_is_taken():
    found = tables([track(level("2014-04-08", "2018-05-10"), level("2018-05-11"))])
    assert [row.first.year for row in found.norm[0].rows] == [2014, 2018]


@pytest.mark.parametrize(
    ("rows", "word"),
    [
        ([level("2014-04-08", "2018-05-11"), level("2018-05-11")], "overlap"),
        ([level("2014-04-08", "2018-05-09"), level("2018-05-11")], "unknown row"),
        ([level("2014-04-09")], "unknown row"),
        ([level("2014-04-08", "2020-01-01")], "unknown row"),
        ([level("2014-04-08", "2014-04-07")], "run backwards"),
        ([level("2014-04-08", unknown=True)], "without any"),
        ([level("2014-04-08", rate_percent=None)], "give figures"),
        ([level("2014-04-08", rate_percent=151)], "less than or equal"),
        ([level("2014-04-08", cap_vnd=0)], "greater than"),
        ([level("2014-04-08", ratio=3)], "Extra inputs"),
        ([level("2014-04-08", by="another")], "no table holds"),
    ],
)
def test_a_wrong_track_is_refused(rows, word):
    with pytest.raises(ValidationError, match=word):
        tables([track(*rows)])


def test_an_explicit_unknown_row_closes_a_gap():
    unknown = {"from": "2014-04-08", "to": "2018-05-10", "unknown": True}
    assert tables([track(unknown, level("2018-05-11"))]).norm[0].rows[0].unknown


def test_a_province_may_leave_days_to_the_national_level():
    local = track(level("2025-07-26"), fund="local", province="Đắk Lắk")
    assert tables([local]).norm[0].province == "Đắk Lắk"


@pytest.mark.parametrize("given", [{"fund": "local"}, {"province": "Đắk Lắk"}])
def test_a_local_level_and_only_that_names_its_province(given):
    with pytest.raises(ValidationError, match="names its province"):
        tables([track(level("2014-04-08"), **given)])


def test_the_same_scope_twice_is_refused():
    with pytest.raises(ValidationError, match="named twice"):
        tables([track(level("2014-04-08")), track(level("2014-04-08"))])


def test_a_local_document_without_any_day_is_refused():
    with pytest.raises(ValidationError, match="known_on"):
        tables(instrument=[LAW | {"province": "Đắk Lắk"}])


@pytest.mark.parametrize("day", ["2025-01-04", "2026-01-02"])
def test_a_day_off_lies_on_a_weekday_of_its_year(day):
    row = ROW | {"from": "2025-01-01", "to": "2025-12-31", "days": [day]}
    with pytest.raises(ValidationError, match="Mondays to Fridays"):
        tables(holidaylist=[{"year": 2025, "rows": [row]}])


def test_files_may_share_a_table(tmp_path):
    empty = dict.fromkeys(NAMES, ())
    (tmp_path / "a.yaml").write_text(yaml.safe_dump({"instrument": [LAW]} | empty))
    (tmp_path / "b.yaml").write_text(yaml.safe_dump({"instrument": [LAW | {"key": "other"}]}))
    assert [entry.key for entry in load_tables(tmp_path).instrument] == ["law", "other"]


def test_ten_provinces_have_their_figures_each_unverified():
    local = [track for track in load_tables().norm if track.province]
    assert len({track.province for track in local}) == 10
    assert sum(1 for track in local) == 21
    assert {row.certainty for track in local for row in track.rows} == {"unverified"}


def test_documents_known_by_number_only_are_listed():
    tables = load_tables()
    read = {row.by for _, track in tables.tracks() for row in track.rows}
    unread = Counter(i.province for i in tables.instrument if i.province and i.key not in read)
    assert unread.total() == 24
    assert unread["Quảng Nam"] == 2


def test_every_national_kind_has_a_row_or_an_explicit_unknown_for_today():
    nation = {track.kind: track for track in load_tables().norm if not track.province}
    only_local = {"selection_province", "prize_province", "recoverable_support"}
    assert {kind.value for kind in SupportKind} - nation.keys() == only_local
    assert all(track.rows[-1].last is None for track in nation.values())
    assert dt.date(2018, 5, 11) in {track.rows[-1].first for track in nation.values()}
