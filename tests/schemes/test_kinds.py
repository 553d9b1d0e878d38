"""A kind is one YAML: read once, held by its schema."""

import datetime as dt
import shutil

import pytest
import yaml
from pydantic import ValidationError

from khuyencong.norms.enums import SupportKind
from khuyencong.norms.models import Norm
from khuyencong.norms.rules.coverage import Span, holes
from khuyencong.schemes.kinds import KINDS, Kind, kind_label, kinds_on, requirement_label
from khuyencong.schemes.kinds.loader import FOLDER, load

FIRST = dt.date(2014, 4, 8)


def sample(**changes):
    known = yaml.safe_load((FOLDER / "machinery.yaml").read_text(encoding="utf-8"))
    return known | changes


def test_the_three_kinds_of_the_local_fund_are_there():
    assert set(KINDS) == {"machinery", "technology_line", "demonstration_model"}
    assert all(kind.funds == {"local"} for kind in KINDS.values())


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_every_kind_takes_a_ceiling_that_the_norms_know(kind):
    assert kind.ceiling in SupportKind.values


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_every_kind_asks_for_the_signed_request_at_the_submission(kind):
    assert "request" in {d.code for d in kind.documents_for("submit", {})}


@pytest.mark.parametrize(
    "spoilt",
    [
        {"unknown": 1},
        {"legal_basis": []},
        {"outcomes": []},
        {"documents": [{"code": "a", "label": "Giấy", "step": "nowhere", "citation": "TT 36"}]},
        {
            "documents": [
                {"code": "a", "label": "Giấy", "step": "submit", "citation": "TT 36"},
                {"code": "a", "label": "Giấy", "step": "accept", "citation": "TT 36"},
            ]
        },
        {
            "documents": [
                {
                    "code": "a",
                    "label": "Giấy",
                    "step": "submit",
                    "citation": "TT 36",
                    "only_if": "workers",
                }
            ]
        },
    ],
)
def test_a_kind_that_breaks_the_schema_is_refused(spoilt):
    with pytest.raises(ValidationError):
        Kind.model_validate(sample(**spoilt))


def test_a_file_carries_the_name_of_its_kind(tmp_path):
    shutil.copy(FOLDER / "machinery.yaml", tmp_path / "other.yaml")
    with pytest.raises(ValueError, match=r"other\.yaml"):
        load(tmp_path)


def test_adding_a_kind_is_adding_its_file(tmp_path):
    text = yaml.safe_dump(sample(code="showroom", label="Phòng trưng bày"), allow_unicode=True)
    (tmp_path / "showroom.yaml").write_text(text, encoding="utf-8")
    assert set(load(tmp_path)) == {"showroom"}


def test_a_kind_is_offered_from_its_first_day_for_its_funds():
    assert kinds_on(FIRST - dt.timedelta(days=1), fund="local") == ()
    assert len(kinds_on(FIRST, fund="local")) == 3
    assert kinds_on(FIRST, fund="national") == ()


def test_a_kind_ends_with_its_last_day():
    ended = Kind.model_validate(sample(valid_to=dt.date(2026, 12, 31)))
    assert ended.is_valid_on(dt.date(2026, 12, 31))
    assert not ended.is_valid_on(dt.date(2027, 1, 1))


def test_a_paper_asked_for_by_an_answer_is_asked_only_then():
    kind = KINDS["machinery"]
    assert kind.documents_for("appraise", {}) == ()
    (paper,) = kind.documents_for("appraise", {"is_polluting": True})
    assert paper.code == "environment"


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("other", "Giấy tờ khác"),
        ("paper_approve", "Quyết định phê duyệt"),
        ("paper_start", None),
        ("paper_nowhere", None),
        ("photos", "Ảnh máy móc, thiết bị đã lắp đặt (ít nhất 3 ảnh)"),
        ("unheard", None),
    ],
)
def test_papers_of_the_dossier_have_a_name(code, label):
    assert requirement_label("machinery", code) == label


def test_an_unknown_kind_of_a_source_is_called_by_its_code():
    assert (kind_label("machinery"), kind_label("fair")) == ("Máy móc, thiết bị", "fair")


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_every_day_of_a_kind_has_a_level_or_one_known_to_be_unknown(db, kind):
    rows = Norm.objects.counting().filter(kind=kind.ceiling, fund="national", variant="")
    spans = [Span(row.first_on, row.last_on) for row in rows]
    assert holes(spans, since=kind.valid_from) == []
