"""What a person answers about columns, cells, rows and establishments."""

import pytest

from khuyencong.core.findings import Refusal
from khuyencong.importing.models import ImportSheet, Layout
from khuyencong.importing.services import (
    accept_file,
    choose_maker,
    choose_rows,
    confirm_columns,
    fix_cell,
    stage_file,
)
from tests.accounts.factories import dak_lak
from tests.establishments.factories import establishment
from tests.importing.workbooks import (
    DRYER,
    PRESS,
    SCHEMES,
    TODAY,
    row_of,
    schemes,
    staged,
    states,
    workbook,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return dak_lak()


@pytest.fixture
def officer(place):
    return place.person("officer")


def confirm(batch, by, *, kind="schemes", context=None, **fields):
    sheet = ImportSheet.objects.get(batch=batch)
    known = {c["letter"]: c["field"] for c in sheet.columns}
    return confirm_columns(
        sheet=sheet,
        kind=kind,
        fields=known | fields,
        units={c["letter"]: c["unit"] for c in sheet.columns},
        context=context or {},
        by=by,
        on=TODAY,
    )


def fix(row, field, typed, value, by):
    return fix_cell(row=row, field=field, typed=typed, value=value, by=by, on=TODAY)


def choose(batch, rows, choice, by):
    keys = [row.pk for row in rows]
    return choose_rows(batch=batch, keys=keys, choice=choice, by=by, on=TODAY)


def test_columns_guessed_right_are_confirmed_and_remembered(officer):
    batch = staged(schemes(DRYER), officer, is_confirmed=False)
    assert confirm(batch, officer) is False
    assert ImportSheet.objects.get(batch=batch).is_confirmed
    assert Layout.objects.get(organisation=batch.organisation).fields["B"] == "scheme_name"
    batch.refresh_from_db()
    assert batch.state == "ready"


def test_a_changed_column_has_the_table_read_once_more_and_answers_stay(officer):
    batch = staged(schemes(DRYER, PRESS), officer, is_confirmed=False)
    fix(row_of(batch), "scheme_name", "Máy sấy", "Máy sấy", officer)
    choose(batch, [row_of(batch, 5)], "drop", officer)
    assert confirm(batch, officer, I="") is True
    batch.refresh_from_db()
    assert batch.state == "reading"
    list(stage_file(batch, by=officer, on=TODAY, only=0))
    assert "year" not in row_of(batch).cells
    assert row_of(batch).value("scheme_name") == "Máy sấy"
    assert states(batch)[1] == "dropped"


def test_a_remembered_layout_applies_to_the_next_file(officer):
    batch = staged(schemes(DRYER), officer, is_confirmed=False)
    confirm(batch, officer, I="")
    later = staged(schemes(DRYER, PRESS), officer, name="sau.xlsx")
    assert "year" not in row_of(later).cells


def test_one_content_stands_in_one_column(officer):
    batch = staged(schemes(DRYER), officer)
    with pytest.raises(Refusal, match="Các cột F, G"):
        confirm(batch, officer, F="support_million")


def test_what_is_said_of_the_whole_table_fills_rows_that_do_not_tell(officer):
    header, row = SCHEMES[:-1], DRYER[:-1]
    batch = staged(workbook(DA=("DANH MỤC ĐỀ ÁN", header, [row])), officer)
    assert states(batch) == ["doubt"]
    assert confirm(batch, officer, context={"year": "2024"}) is True
    list(stage_file(batch, by=officer, on=TODAY, only=0))
    assert states(batch) == ["clean"]


def test_nothing_changes_while_a_job_is_at_work(officer):
    batch = staged(schemes(DRYER), officer)
    row = row_of(batch)
    type(batch).objects.update(state="accepting")
    with pytest.raises(Refusal, match="đang nhận"):
        choose(batch, [row], "drop", officer)


def test_a_typed_cell_stands_for_the_read_one_and_keeps_it(officer):
    wrong = [*DRYER[:5], 500, *DRYER[6:]]
    batch = staged(schemes(wrong), officer)
    assert states(batch) == ["doubt"]
    row = fix(row_of(batch), "total_million", "486", "486", officer)
    assert row.state == "clean"
    assert row.cells["total_million"]["was"]["v"] == "500"
    row = fix(row, "total_million", "500", "500", officer)
    assert (row.state, row.cells["total_million"]["was"]["v"]) == ("doubt", "500")


def test_a_cell_that_the_file_does_not_have_can_be_filled(officer):
    batch = staged(schemes(DRYER), officer)
    row = fix(row_of(batch), "status", "hoàn thành", "hoàn thành", officer)
    assert row.value("status") == "hoàn thành"


def test_a_row_that_came_in_or_holds_no_data_is_not_typed_over(officer):
    batch = staged(schemes(DRYER), officer)
    list(accept_file(batch, ["clean"], by=officer, on=TODAY))
    for number in (3, 4):
        with pytest.raises(Refusal, match="không sửa được"):
            fix(row_of(batch, number), "scheme_name", "x", "x", officer)


def test_rows_are_dropped_and_judged_anew(officer):
    batch = staged(schemes(DRYER, PRESS), officer)
    row = row_of(batch)
    assert choose(batch, [row], "drop", officer) == 1
    assert states(batch) == ["dropped", "clean"]
    assert choose(batch, [row], "", officer) == 1
    assert states(batch) == ["clean", "clean"]
    assert choose(batch, [], "drop", officer) == 0


def test_a_doubtful_row_is_taken_as_it_reads(officer):
    batch = staged(schemes([*DRYER[:5], 500, *DRYER[6:]]), officer)
    choose(batch, [row_of(batch)], "take", officer)
    assert states(batch) == ["clean"]


def test_a_double_is_taken_as_a_record_of_its_own(officer):
    batch = staged(schemes(DRYER, DRYER), officer)
    choose(batch, [row_of(batch, 5)], "take", officer)
    assert states(batch) == ["clean", "clean"]
    assert row_of(batch, 4).reference != row_of(batch, 5).reference


@pytest.fixture
def nearly(place):
    return establishment("Công ty TNHH MTV Mắc ca Ea Knuếc", province=place.unit)


def test_a_name_much_like_a_known_one_is_asked_about(officer, nearly):
    batch = staged(schemes(DRYER, [*PRESS[:2], DRYER[2], *PRESS[3:]]), officer)
    assert states(batch) == ["ask", "ask"]
    row = row_of(batch)
    assert row.maker["options"][0]["id"] == nearly.public_id
    answer = {"batch": batch, "maker_key": row.maker_key, "by": officer, "on": TODAY}
    assert choose_maker(answer=nearly.public_id, **answer) == 2
    assert states(batch) == ["clean", "clean"]
    assert row_of(batch).maker["id"] == nearly.pk


@pytest.mark.parametrize("answer", ["new", "text"])
def test_a_name_may_be_new_or_stay_a_name(officer, nearly, answer):
    batch = staged(schemes(DRYER), officer)
    key = row_of(batch).maker_key
    choose_maker(batch=batch, maker_key=key, answer=answer, by=officer, on=TODAY)
    assert row_of(batch).maker["do"] == answer
    assert states(batch) == ["clean"]


@pytest.mark.parametrize("key", [None, "66|nobody"])
def test_only_what_was_offered_can_be_answered(officer, nearly, key):
    batch = staged(schemes(DRYER), officer)
    key = key or row_of(batch).maker_key
    with pytest.raises(Refusal, match="không nằm trong"):
        choose_maker(batch=batch, maker_key=key, answer="abc", by=officer, on=TODAY)
