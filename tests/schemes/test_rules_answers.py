"""Warnings and questions want an answer; rules govern from their first day on."""

import datetime as dt

import pytest

from khuyencong.core.findings import Finding, Severity
from khuyencong.schemes.rules import guards
from khuyencong.schemes.rules.answers import unanswered
from khuyencong.schemes.rules.facts import Answer
from khuyencong.schemes.rules.rule import CIRCULAR_28, CIRCULAR_36, CIRCULAR_46, RULES
from tests.schemes.rule_facts import act, codes, scheme

WARNING = Finding(code="ceiling.borrowed", severity=Severity.WARN, message="Mượn mức.")
QUESTION = Finding(code="eligibility.size", severity=Severity.ASK, message="Chưa rõ quy mô.")
FIGURE = Finding(code="ceiling.unknown", severity=Severity.ASK, message="Chưa có mức.")
FULL = Answer(code="ceiling.borrowed", reason="đã hỏi Sở Tài chính", citation="CV 12/STC")


def test_a_reason_with_an_article_passes_a_warning():
    assert unanswered([WARNING], [FULL]) == []


@pytest.mark.parametrize("part", [{"reason": " "}, {"citation": ""}, {"code": "ceiling.cap"}])
def test_half_an_answer_does_not(part):
    facts = {"code": FULL.code, "reason": FULL.reason, "citation": FULL.citation} | part
    assert codes(unanswered([WARNING], [Answer(**facts)])) == ["ceiling.borrowed"]


def test_a_question_about_a_fact_is_answered_in_words():
    answer = Answer(code="eligibility.size", reason="12 lao động", citation="sổ BHXH")
    assert unanswered([QUESTION], [answer]) == []


def test_a_question_for_a_figure_is_not_answered_in_words():
    answer = Answer(code="ceiling.unknown", reason="r", citation="c")
    (finding,) = unanswered([FIGURE], [answer])
    assert "số liệu và căn cứ" in finding.message


def test_what_passed_or_stops_asks_for_no_answer():
    passed = Finding(code="a", severity=Severity.PASS, message="")
    stops = Finding(code="b", severity=Severity.BLOCK, message="")
    assert unanswered([passed, stops], []) == []


@pytest.mark.parametrize(
    ("name", "first", "spoilt"),
    [
        ("content", CIRCULAR_36, {"missing_texts": (("scale", "quy mô"),)}),
        ("machines", CIRCULAR_46, {"machines": ()}),
        ("counterpart", CIRCULAR_28, {"counterpart_vnd": 0}),
    ],
)
def test_a_rule_governs_from_its_first_day(name, first, spoilt):
    before = act(on=first - dt.timedelta(days=1))
    assert guards.run([name], scheme(**spoilt), before) == ()
    assert guards.run([name], scheme(**spoilt), act(on=first))


def test_a_rule_ends_with_its_last_day():
    known = RULES["counterpart"]
    ended = type(known)(**{**vars(known), "last_on": CIRCULAR_28})
    assert ended.governs(CIRCULAR_28)
    assert not ended.governs(CIRCULAR_28 + dt.timedelta(days=1))


def test_every_rule_says_its_sentence_and_article():
    assert all(rule.sentence.endswith(".") and rule.citation for rule in RULES.values())
