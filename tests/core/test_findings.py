import pytest

from khuyencong.core.findings import Finding, Refusal, Severity, refuse, require


def finding(code, severity):
    return Finding(code=code, severity=severity, message=f"Câu {code}.")


def test_only_blocking_findings_stop_and_all_of_them_are_told():
    passing = [finding(s.value, s) for s in Severity if s is not Severity.BLOCK]
    assert require(iter(passing)) == tuple(passing)
    blocking = [finding("a", Severity.BLOCK), finding("b", Severity.BLOCK)]
    with pytest.raises(Refusal, match=r"Câu a\.; Câu b\.") as caught:
        require(passing + blocking)
    assert caught.value.findings == tuple(blocking)
    assert all(f.is_blocking for f in caught.value.findings)


def test_a_refusal_names_field_cure_and_article():
    refusal = refuse("x", "Sai.", field="support_vnd", cure="Sửa.", citation="Điều 5")
    (found,) = refusal.findings
    assert (found.field, found.cure, found.citation) == ("support_vnd", "Sửa.", "Điều 5")
    assert found.is_blocking
