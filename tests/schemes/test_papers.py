"""The papers of a scheme and of its batch, read back from Word."""

import io

import docx
import pytest
from docx.table import Table

from khuyencong.budget.queries import named
from khuyencong.documents.queries import paper_for
from khuyencong.documents.services import render_docx
from khuyencong.schemes.models import PlanBatch
from khuyencong.schemes.papers import PAPER_KINDS, papers_for, papers_for_batch
from tests.accounts.factories import lang_son
from tests.schemes.factories import TODAY

KINDS = {kind.code.removeprefix("schemes."): kind for kind in PAPER_KINDS}


@pytest.fixture
def there():
    return lang_son()


@pytest.fixture
def scheme(here):
    return here.at("accepted")


@pytest.fixture
def batch(scheme):
    return PlanBatch.objects.get(schemes=scheme)


def document(kind, subject):
    return docx.Document(io.BytesIO(render_docx(KINDS[kind].build(subject, TODAY))))


def words(kind, subject) -> str:
    """Return everything a paper says, in reading order."""
    found = []
    for block in document(kind, subject).iter_inner_content():
        rows = block.rows if isinstance(block, Table) else ()
        found += [cell.text for row in rows for cell in row.cells] or [getattr(block, "text", "")]
    return "\n".join(found)


def test_the_estimate_lists_each_line_with_its_sources_and_the_sum_in_words(scheme):
    text = words("estimate", scheme)
    assert "Mẫu số 01" in text
    for figure in ("486.000.000", "150.000.000", "336.000.000"):
        assert figure in text
    assert "(Bằng chữ: Bốn trăm tám mươi sáu triệu đồng.)" in text


def test_the_contract_names_both_sides_the_support_and_the_terms(scheme):
    text = words("contract", scheme)
    assert "HỢP ĐỒNG" in text
    assert f"Số: {scheme.contract_no}" in text
    assert f"Bên B (đơn vị thụ hưởng): {scheme.beneficiary}" in text
    assert "Mức hỗ trợ của bên A: 150.000.000 đồng." in text
    assert "(Bằng chữ: Một trăm năm mươi triệu đồng.)" in text
    assert text.index("ĐẠI DIỆN BÊN A") < text.index("ĐẠI DIỆN BÊN B")
    assert "(Kèm theo Hợp đồng số" in text


def test_the_minutes_tell_what_was_accepted(scheme):
    text = words("acceptance", scheme)
    assert "Mẫu số 5a" in text
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert "- Kinh phí khuyến công được thanh toán: 150.000.000 đồng." in text


def test_the_list_and_the_memo_sum_up_the_batch(batch):
    assert "Mẫu số 02" in words("list", batch)
    memo = words("memo", batch)
    assert "- Vốn đối ứng: 336.000.000 đồng." in memo
    assert "PHỤ LỤC" in memo
    assert "Tổng cộng\n" in memo


def test_the_decision_rests_on_the_law_of_its_day_and_the_memo(batch):
    text = words("decision", batch)
    assert "Căn cứ Nghị định số 45/2012/NĐ-CP ngày 21 tháng 5 năm 2012" in text
    assert f"Theo đề nghị tại Tờ trình số {batch.memo_no} ngày" in text
    assert "Điều 1. Phê duyệt kế hoạch khuyến công địa phương năm 2026 (đợt 1)" in text
    upright, wide = document("decision", batch).sections
    assert upright.page_width < wide.page_width


def test_papers_are_offered_from_their_state_on_and_to_the_own_province_alone(here, there):
    draft, planned = here.written(), here.at("planned", name="Máy rang")
    officer, stranger = here.person("officer"), there.person("officer")
    assert [kind.code for kind in papers_for(draft)] == ["schemes.estimate"]
    assert paper_for(stranger, "schemes.estimate", draft.public_id) is None
    assert paper_for(officer, "schemes.contract", planned.public_id) is None
    batch = PlanBatch.objects.get(schemes=planned)
    appraiser = here.person("appraiser")
    for kind in papers_for_batch():
        assert paper_for(appraiser, kind.code, batch.public_id) == (kind, batch)
        assert paper_for(stranger, kind.code, batch.public_id) is None


def test_files_are_called_after_the_code(scheme, batch):
    assert KINDS["contract"].file_name(scheme) == f"hop-dong-{scheme.code.lower()}"
    assert KINDS["decision"].file_name(batch).startswith("quyet-dinh-")


def test_the_ledger_names_a_scheme_to_those_who_see_it(here, there, scheme):
    known = named(here.person("accountant"), [scheme.public_id])
    assert known[scheme.public_id].label == str(scheme)
    assert known[scheme.public_id].url == scheme.get_absolute_url()
    assert named(there.person("accountant"), [scheme.public_id]) == {}
