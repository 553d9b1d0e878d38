import datetime as dt

from khuyencong.core import clock

DAY = dt.date(2026, 3, 5)


def test_the_moment_is_vietnamese(monkeypatch):
    monkeypatch.delenv("KC_TODAY", raising=False)
    before = dt.datetime.now(dt.UTC)
    assert before <= clock.now() <= dt.datetime.now(dt.UTC)
    assert clock.now().utcoffset() == dt.timedelta(hours=7)


def test_a_block_may_live_on_another_day():
    with clock.frozen_on(DAY):
        assert clock.now().isoformat() == "2026-03-05T09:00:00+07:00"
        with clock.frozen_on(DAY + dt.timedelta(days=1)):
            assert clock.today() == dt.date(2026, 3, 6)
        assert clock.today() == DAY
    assert clock.today() != DAY


def test_a_demonstration_may_live_on_another_day(monkeypatch):
    monkeypatch.setenv("KC_TODAY", "2026-03-05")
    assert clock.today() == DAY
    assert clock.now().tzinfo is clock.ZONE
